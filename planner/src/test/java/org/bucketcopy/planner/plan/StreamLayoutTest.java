package org.bucketcopy.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bucketcopy.planner.store.StoreLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StreamLayoutTest {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /** OSS and BOS: parts of 100 KB to 5 GB. */
  private static final StoreLimits SMALL_PARTS =
      new StoreLimits(10_000, 100 * KIB, 5 * GIB, 10_000 * 5 * GIB, 5 * GIB, 1023);

  /** Parts whose largest size is no whole MiB, and an object that fewer of them make. */
  private static final StoreLimits ODD =
      new StoreLimits(1_000, 5 * MIB, 5_000_000_000L, 2_000_000_000_000L, GIB, 1023);

  static Stream<Arguments> layouts() {
    return Stream.of(StoreLimits.S3, SMALL_PARTS, ODD)
        .flatMap(
            limits ->
                LongStream.of(1, 150_001, 5 * MIB, 8 * MIB + 1, 128 * MIB, 5 * GIB, Long.MAX_VALUE)
                    .boxed()
                    .flatMap(
                        wanted ->
                            LongStream.of(5 * MIB, 128 * MIB - 1, GIB, Long.MAX_VALUE)
                                .mapToObj(held -> Arguments.of(limits, wanted, held))));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void partsNeverShrinkAndKeepAllLimitsToTheLast(StoreLimits limits, long wanted, long held) {
    StreamLayout layout = StreamLayout.of(wanted, held, limits);

    long sent = 0;
    long former = 0;
    int parts = 0;
    for (int number = 1; layout.partSize(number, sent) > 0; number++) {
      long size = layout.partSize(number, sent);
      parts = number;
      sent += size;
      if (sent < limits.maxObjectSize()) {
        assertThat(size < MIB || size % MIB == 0).isTrue();
        assertThat(size).isGreaterThanOrEqualTo(former);
        assertThat(size).isGreaterThanOrEqualTo(limits.minPartSize());
      }
      assertThat(size).isLessThanOrEqualTo(Math.min(held, limits.maxPartSize()));
      former = size;
    }

    assertThat(parts).isLessThanOrEqualTo(limits.maxParts());
    assertThat(sent).isLessThanOrEqualTo(limits.maxObjectSize());
    assertThat(sent).isEqualTo(layout.capacity());
    assertThat(sent == limits.maxObjectSize() || parts == limits.maxParts()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // wanted, most that is held, share of the largest object
    "1, 9223372036854775807, 0.7",
    "5242880, 9223372036854775807, 0.8",
    "134217728, 9223372036854775807, 0.9",
    "5368709120, 9223372036854775807, 1"
  })
  void theNumberOfPartsIsEnoughForLargeObjectsHoweverSmallTheFirstPartIs(
      long wanted, long held, double share) {
    for (StoreLimits limits : new StoreLimits[] {StoreLimits.S3, SMALL_PARTS}) {
      assertThat(StreamLayout.of(wanted, held, limits).capacity() / (double) limits.maxObjectSize())
          .isGreaterThanOrEqualTo(share);
    }
  }

  @Test
  void whatIsHeldBoundsEachPart() {
    StreamLayout layout = StreamLayout.of(5 * MIB, 128 * MIB, StoreLimits.S3);

    assertThat(layout.partSize(1, 0)).isEqualTo(5 * MIB);
    assertThat(layout.partSize(251, 250 * 5 * MIB)).isEqualTo(5 * MIB);
    assertThat(layout.partSize(252, 250 * 5 * MIB + 1)).isEqualTo(6 * MIB);
    assertThat(layout.partSize(5_000, 1L << 40)).isEqualTo(128 * MIB);
    assertThat(layout.partSize(10_001, 1L << 40)).isZero();
    assertThat(StreamLayout.of(128 * MIB, 128 * MIB, StoreLimits.S3).capacity())
        .isEqualTo(10_000 * 128 * MIB);
  }

  @Test
  void aPartThatCannotBeHeldIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StreamLayout.of(1, 5 * MIB - 1, StoreLimits.S3))
        .withMessageContaining("5242880");
    assertThat(StreamLayout.of(1, MIB, SMALL_PARTS).firstPart()).isEqualTo(100 * KIB);
  }
}
