package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticKeysTest {

  @ParameterizedTest
  @EnumSource
  void keysAscendByTheirBytes(KeyShape shape) {
    List<String> keys = all(SyntheticKeys.of("a/", shape, SizeRule.of(5_000, 1)));
    for (int i = 1; i < keys.size(); i++) {
      assertThat(Arrays.compareUnsigned(utf8(keys.get(i - 1)), utf8(keys.get(i)))).isNegative();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachKeyHasItsIndex(KeyShape shape) {
    SyntheticKeys keys = SyntheticKeys.of("a/", shape, SizeRule.of(100_000_000, 1));
    for (long index : new long[] {0, 1, 999, 1_000, 12_345_678, 99_999_999}) {
      assertThat(keys.indexOf(keys.objectKey(index))).hasValue(index);
    }
    assertThat(keys.indexOf(ObjectKey.of("a/nothing"))).isEmpty();
    assertThat(keys.indexOf(ObjectKey.of("zzz"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 16, 17, 256, 257})
  void oddKeysAreDistinctWhateverTheirCount(long count) {
    assertThat(all(SyntheticKeys.of("", KeyShape.ODD, SizeRule.of(count, 1))))
        .doesNotHaveDuplicates()
        .doesNotContain("");
  }

  @Test
  void nineTenthsOfSkewedKeysAreClose() {
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.SKEWED, SizeRule.of(1_000, 1));
    assertThat(keys.key(899)).isLessThan("0042");
    assertThat(keys.key(999)).isGreaterThan("fa");
  }

  @Test
  void sizesFollowTheirRule() {
    SyntheticKeys keys =
        SyntheticKeys.of("", KeyShape.DEEP, SizeRule.parse("3x4KiB,2x100MiB,1x1TiB"));
    assertThat(LongStream.range(0, keys.count()).map(keys::size))
        .containsExactly(4096L, 4096L, 4096L, 100L << 20, 100L << 20, 1L << 40);
    assertThat(SizeRule.of(3, 4096).then(2, 100L << 20).then(1, 1L << 40))
        .isEqualTo(SizeRule.parse("3x4KiB,2x100MiB,1x1TiB"));
  }

  @Test
  void anotherPrefixKeepsTheEtags() {
    SyntheticKeys keys = SyntheticKeys.of("a/", KeyShape.HASHED, SizeRule.of(10, 1));
    assertThat(keys.under("b/").key(7)).isEqualTo(keys.key(7).replace("a/", "b/"));
    assertThat(keys.under("b/").etag(7)).isEqualTo(keys.etag(7)).matches("[0-9a-f]{32}");
    assertThat(keys.etag(6)).isNotEqualTo(keys.etag(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3x", "3x4kb", "x4KiB", "3x4x5"})
  void otherTextIsNoRuleOfSizes(String text) {
    assertThatThrownBy(() -> SizeRule.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> all(SyntheticKeys keys) {
    return LongStream.range(0, keys.count()).mapToObj(keys::key).toList();
  }

  private static byte[] utf8(String key) {
    return key.getBytes(UTF_8);
  }
}
