package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoverageTest {
  @Test
  void aSpanHasItsEndAndNotItsStart() {
    Coverage coverage = new Coverage(List.of(span("b", "d")));
    assertThat(List.of("a", "b", "b0", "d", "d0").stream().filter(coverage::covers))
        .containsExactly("b0", "d");
  }

  @Test
  void spansThatTouchAreOne() {
    Coverage coverage =
        new Coverage(List.of(span("m", "p"), span("", "c")))
            .and(new Coverage(List.of(span("c", "n"))));
    assertThat(coverage.spans()).containsExactly(span("", "p"));
    assertThat(coverage.covers("")).isTrue();
  }

  @Test
  void theLastSpanMayHaveNoEnd() {
    Coverage coverage =
        new Coverage(List.of(span("x", ""), span("b", "c"), span("z", "zz"), span("a", "d")));
    assertThat(coverage.spans()).containsExactly(span("a", "d"), span("x", ""));
    assertThat(coverage.covers("\uD83D\uDE00")).isTrue();
  }

  @Test
  void keysMayBeRelativeToWhatComesBefore() {
    Coverage coverage = new Coverage(List.of(span("", "b"), span("m", ""))).below("2024/");
    assertThat(coverage.spans()).containsExactly(span("", "2024/b"), span("2024/m", ""));
    assertThat(List.of("2024/a", "2024/b", "2024/c", "2024/m", "2024/n").stream())
        .filteredOn(coverage::covers)
        .containsExactly("2024/a", "2024/b", "2024/n");
  }

  /** Empty is the first key, or the last. */
  private static Coverage.Span span(String after, String upTo) {
    return new Coverage.Span(
        Optional.of(after).filter(key -> !key.isEmpty()),
        Optional.of(upTo).filter(key -> !key.isEmpty()));
  }
}
