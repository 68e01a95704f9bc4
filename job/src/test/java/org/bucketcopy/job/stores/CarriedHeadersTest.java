package org.bucketcopy.job.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedHeadersTest {
  private final CarriedHeaders headers = new CarriedHeaders("x-a-meta-");

  @Test
  void linesOfOneNameAreOneHeader() {
    headers.add("x-a-meta-list", "1");
    headers.add("X-A-Meta-List", "2");
    headers.add("x-a-meta-list", "2");
    headers.add("Cache-Control", "no-cache");
    headers.add("cache-control", "max-age=1");
    headers.add("Content-Type", "text/x");
    headers.add("Content-Type", "text/x");
    ObjectMetadata carried = headers.metadata(Optional.empty());
    assertThat(carried.user()).isEqualTo(Map.of("list", "1,2,2"));
    assertThat(carried.headers())
        .isEqualTo(
            Map.of(
                ContentHeader.CACHE_CONTROL, "no-cache,max-age=1",
                ContentHeader.CONTENT_TYPE, "text/x"));
    assertThat(headers.isReadable()).isTrue();
  }

  @Test
  void ofOtherHeadersTheFirstLineCounts() {
    headers.add("ETag", "\"1\"");
    headers.add("etag", "\"2\"");
    assertThat(headers.value("ETag")).contains("\"1\"");
    assertThat(headers.metadata(Optional.empty())).isEqualTo(ObjectMetadata.NONE);
  }

  @Test
  void emptyUserMetadataIsCarriedAndAnEmptyContentHeaderIsNone() {
    headers.add("x-a-meta-empty", "");
    headers.add("Content-Encoding", "");
    ObjectMetadata carried = headers.metadata(Optional.of("COLD"));
    assertThat(carried.user()).isEqualTo(Map.of("empty", ""));
    assertThat(carried.headers()).isEmpty();
    assertThat(carried.storageClass()).contains("COLD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\uFFFDb", "a\u0001", "a\rb", "\u007F"})
  void whatCannotBeReadIsLeftOut(String value) {
    headers.add("x-a-meta-odd", value);
    headers.add("x-a-meta-plain", "p");
    headers.add("Content-Disposition", value);
    assertThat(headers.isReadable()).isFalse();
    assertThat(headers.metadata(Optional.empty()))
        .isEqualTo(ObjectMetadata.NONE.withUser(Map.of("plain", "p")));
    assertThatThrownBy(
            () -> CarriedHeaders.check(ObjectMetadata.NONE.withUser(Map.of("odd", value))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "gr\u00f6\u00dfe", "\u0085", "\ud83d\ude00", "\uFFFF", "a  b"})
  void whatIsUtf8IsCarried(String value) {
    headers.add("x-a-meta-odd", value);
    ObjectMetadata carried = headers.metadata(Optional.empty());
    assertThat(carried.user()).isEqualTo(Map.of("odd", value));
    CarriedHeaders.check(carried);
  }
}
