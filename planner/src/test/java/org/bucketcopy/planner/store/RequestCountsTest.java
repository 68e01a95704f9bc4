package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RequestCountsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RequestTally tally =
      new RequestTally(
          new com.google.common.base.Ticker() {
            @Override
            public long read() {
              return nanos.get();
            }
          });

  @Test
  void rangesFollowEachOtherWithoutAGap() {
    for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
      long lowest = LatencyHistogram.lowestMicros(bucket);
      assertThat(LatencyHistogram.bucketOf(lowest)).isEqualTo(bucket);
      assertThat(LatencyHistogram.bucketOf(LatencyHistogram.lowestMicros(bucket + 1) - 1))
          .isEqualTo(bucket);
    }
    assertThat(LatencyHistogram.bucketOf(Long.MAX_VALUE)).isEqualTo(LatencyHistogram.BUCKETS - 1);
    assertThat(LatencyHistogram.bucketOf(-1)).isZero();
  }

  @Test
  void quantilesAreRightToAnEighth() {
    long[] times = new Random(1).longs(100_000, 500, 3_000_000).sorted().toArray();
    LatencyHistogram histogram = histogram(times);

    for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 0.999}) {
      double right = times[(int) (share * times.length)];
      assertThat((double) histogram.quantileMicros(share)).isCloseTo(right, within(right / 8));
    }
    // The longest of many equal ones, at the edge of a range.
    assertThat((double) histogram(1_024, 1_024, 1_024, 5_000).quantileMicros(0.74))
        .isCloseTo(1_024, within(1_024 / 8.0));
    assertThat(histogram.quantileMicros(1)).isEqualTo(times[times.length - 1]);
    assertThat(histogram.maxMicros()).isEqualTo(times[times.length - 1]);
    assertThat(LatencyHistogram.NONE.quantileMicros(0.5)).isZero();
  }

  @Test
  void whatIsNoHistogramIsRefused() {
    assertThatThrownBy(() -> LatencyHistogram.of(new long[3], 0)).hasMessageContaining("3 ranges");
    assertThatThrownBy(() -> histogram(5).quantileMicros(1.1)).hasMessageContaining("1.1");
  }

  @Test
  void answersAreMeasuredAndFailuresAreNot() {
    long first = tally.sent(StoreOperation.COPY_PART);
    long second = tally.sent(StoreOperation.COPY_PART);
    tally.sent(StoreOperation.HEAD_OBJECT);
    assertThat(tally.counts().inFlight()).isEqualTo(3);

    nanos.addAndGet(Duration.ofMillis(100).toNanos());
    tally.succeeded(StoreOperation.COPY_PART, first);
    nanos.addAndGet(Duration.ofMillis(100).toNanos());
    tally.succeeded(StoreOperation.COPY_PART, second);
    tally.failed(StoreFault.Kind.THROTTLED);

    RequestCounts counts = tally.counts();
    assertThat(counts.byOperation())
        .isEqualTo(Map.of(StoreOperation.COPY_PART, 2L, StoreOperation.HEAD_OBJECT, 1L));
    assertThat(counts.latencies())
        .isEqualTo(Map.of(StoreOperation.COPY_PART, histogram(100_000, 200_000)));
    assertThat(counts.throttled()).isEqualTo(1);
    assertThat(counts.inFlight()).isZero();
  }

  @Test
  void whatHasChangedGivesTheWholeAgainInAnyOrderAndAnyNumberOfTimes() {
    RequestCounts first = counts(3, histogram(10, 20));
    RequestCounts second = counts(5, histogram(10, 20, 5_000, 20));
    RequestCounts change = second.changedSince(first);

    assertThat(change.latencies())
        .isEqualTo(Map.of(StoreOperation.COPY_PART, histogram(20, 20, 5_000)));
    assertThat(first.latest(change)).isEqualTo(second);
    assertThat(change.latest(first)).isEqualTo(second);
    assertThat(first.latest(change).latest(first).latest(change)).isEqualTo(second);
  }

  @Test
  void whatHasNotChangedIsLeftOut() {
    RequestCounts counts = counts(3, histogram(10, 20));

    assertThat(counts.changedSince(counts).latencies()).isEmpty();
    assertThat(counts.changedSince(counts).byOperation()).isEqualTo(counts.byOperation());
  }

  private static RequestCounts counts(long sent, LatencyHistogram histogram) {
    return new RequestCounts(
        Map.of(StoreOperation.COPY_PART, sent), 0, 0, Map.of(StoreOperation.COPY_PART, histogram));
  }

  private static LatencyHistogram histogram(long... micros) {
    long[] counts = new long[LatencyHistogram.BUCKETS];
    LongStream.of(micros).forEach(time -> counts[LatencyHistogram.bucketOf(time)]++);
    return LatencyHistogram.of(counts, LongStream.of(micros).max().orElse(0));
  }
}
