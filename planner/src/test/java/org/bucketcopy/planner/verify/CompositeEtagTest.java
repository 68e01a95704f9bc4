package org.bucketcopy.planner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompositeEtagTest {
  /** md5 of no bytes, and of the byte {@code a}. */
  private static final String EMPTY = "d41d8cd98f00b204e9800998ecf8427e";

  private static final String A = "0cc175b9c0f1b6a831c399e269772661";

  @Test
  void etagIsTheMd5OfTheMd5sAndTheirNumber() {
    assertThat(CompositeEtag.of(List.of(part(1, EMPTY))))
        .contains(ETag.of("59adb24ef3cdbe0297f05b395827453f-1"));
    assertThat(CompositeEtag.of(List.of(part(1, EMPTY), part(2, A))))
        .contains(ETag.of("68083ea43d0307eecfa2b4749f19df15-2"));
  }

  @Test
  void caseOfTheDigitsDoesNotMatter() {
    assertThat(CompositeEtag.of(List.of(part(1, "0CC175B9C0F1B6A831C399E269772661"))))
        .isEqualTo(CompositeEtag.of(List.of(part(1, A))))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0cc175b9c0f1b6a831c399e26977266",
        "0cc175b9c0f1b6a831c399e2697726611",
        "0cc175b9c0f1b6a831c399e26977266g",
        "0cc175b9c0f1b6a831c399e269772661-1",
        "opaque"
      })
  void partWhoseETagIsNoMd5ProvesNothing(String etag) {
    assertThat(CompositeEtag.of(List.of(part(1, A), part(2, etag)))).isEmpty();
  }

  @Test
  void noPartsMakeNoETag() {
    assertThat(CompositeEtag.of(List.of())).isEmpty();
  }

  private static UploadedPart part(int number, String etag) {
    return new UploadedPart(number, ETag.of(etag), 1);
  }
}
