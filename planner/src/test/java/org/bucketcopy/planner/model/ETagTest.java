package org.bucketcopy.planner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

  @Test
  void aTagSaysOfHowManyPartsItIs() {
    String md5 = "0CC175b9c0f1b6a831c399e269772661";

    assertThat(ETag.of(md5).isMd5()).isTrue();
    assertThat(ETag.of(md5).parts()).isEmpty();
    assertThat(ETag.of(md5 + "-10000").parts()).hasValue(10_000);
    assertThat(ETag.of(md5 + "-1").isMd5()).isFalse();
    for (String odd : List.of(md5 + "-0", md5 + "-x", md5 + "-", "-1", md5.substring(1) + "-1")) {
      assertThat(ETag.of(odd).parts()).as(odd).isEmpty();
      assertThat(ETag.of(odd).isMd5()).as(odd).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"\"", "W/\"\"", "\" \""})
  void nothingIsNoTag(String text) {
    assertThat(ETag.parse(Optional.of(text))).isEmpty();
  }
}
