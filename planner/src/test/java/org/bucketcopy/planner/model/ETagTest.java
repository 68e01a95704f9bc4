package org.bucketcopy.planner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ETagTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"0aF", "\"0aF\"", " \"0aF\" ", "W/\"0aF\"", "w/\"0aF\"", "\"0Af\"", "W/\"0AF\""})
  void formsOfOneTagAreEqual(String text) {
    ETag tag = ETag.of(text);

    assertThat(tag).isEqualTo(ETag.of("0aF")).hasSameHashCodeAs(ETag.of("0aF"));
    assertThat(tag.quoted()).isEqualToIgnoringCase("\"0aF\"");
    assertThat(ETag.parse(Optional.of(text))).contains(tag);
  }

  /** A tag of letters may start so, and is no weak one. */
  @Test
  void whatHasNoQuotesIsNotWeak() {
    assertThat(ETag.of("W/0a").value()).isEqualTo("W/0a");
    assertThat(ETag.of("W/0a")).isNotEqualTo(ETag.of("0a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"\"", "W/\"\"", "\" \""})
  void nothingIsNoTag(String text) {
    assertThat(ETag.parse(Optional.of(text))).isEmpty();
  }
}
