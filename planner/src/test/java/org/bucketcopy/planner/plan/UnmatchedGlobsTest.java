package org.bucketcopy.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UnmatchedGlobsTest {
  private final UnmatchedGlobs unmatched =
      new UnmatchedGlobs(
          ObjectFilter.of(List.of("a[1].txt", "*.csv", "*.csv"), List.of("tmp/", "*.bak")));

  @Test
  void allGlobsAreUnmatchedBeforeAKeyIsSeen() {
    assertThat(unmatched.includes()).containsExactly("a[1].txt", "*.csv", "*.csv");
    assertThat(unmatched.excludes()).containsExactly("tmp/", "*.bak");
  }

  @Test
  void eachGlobCountsByItself() {
    unmatched.saw("tmp/x.csv");
    unmatched.saw("a[1].txt");

    assertThat(unmatched.includes()).containsExactly("a[1].txt");
    assertThat(unmatched.excludes()).containsExactly("*.bak");

    unmatched.saw("a1.txt");

    assertThat(unmatched.includes()).isEmpty();
  }
}
