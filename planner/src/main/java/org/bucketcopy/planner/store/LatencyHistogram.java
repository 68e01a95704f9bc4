package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * How long requests took: how many of them fell into each of {@value #BUCKETS} ranges, eight for
 * each doubling of the time, up to 71 minutes. So a quantile is right to an eighth of itself. All
 * numbers only grow while a process runs.
 */
public final class LatencyHistogram {
  /** Number of ranges. */
  public static final int BUCKETS = 240;

  /** No requests. */
  public static final LatencyHistogram NONE = new LatencyHistogram(new long[BUCKETS], 0);

  private static final long LONGEST = (1L << 32) - 1;

  private final long[] counts;
  private final long maxMicros;

  private LatencyHistogram(long[] counts, long maxMicros) {
    this.counts = counts;
    this.maxMicros = maxMicros;
  }

  /**
   * So many requests in each range.
   *
   * @param counts by range, {@link #BUCKETS} of them; copied
   * @param maxMicros what the longest took, in microseconds
   */
  public static LatencyHistogram of(long[] counts, long maxMicros) {
    checkArgument(counts.length == BUCKETS, "no histogram: %s ranges", counts.length);
    checkArgument(Arrays.stream(counts).allMatch(count -> count >= 0), "a count is negative");
    checkArgument(maxMicros >= 0, "no request takes %s microseconds", maxMicros);
    return new LatencyHistogram(counts.clone(), maxMicros);
  }

  /** The range that this time belongs to; times beyond the last range belong to it. */
  public static int bucketOf(long micros) {
    long time = Math.min(Math.max(micros, 0), LONGEST);
    if (time < 8) {
      return (int) time;
    }
    int octave = 63 - Long.numberOfLeadingZeros(time);
    return 8 * (octave - 2) + (int) (time >> (octave - 3) & 7);
  }

  /** The shortest time of a range, in microseconds. */
  public static long lowestMicros(int bucket) {
    return bucket < 8 ? bucket : (8L + bucket % 8) << (bucket / 8 - 1);
  }

  /** How many requests fell into a range. */
  public long count(int bucket) {
    return counts[bucket];
  }

  /** All requests. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** What the longest took, in microseconds. */
  public long maxMicros() {
    return maxMicros;
  }

  /**
   * The time in which this share of the requests was answered, in microseconds; 0 if there were
   * none.
   *
   * @param share from 0 to 1
   */
  public long quantileMicros(double share) {
    checkArgument(0 <= share && share <= 1, "no share: %s", share);
    double wanted = share * total();
    double below = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (counts[bucket] > 0 && below + counts[bucket] >= wanted) {
        double within = (wanted - below) / counts[bucket];
        long width = lowestMicros(bucket + 1) - lowestMicros(bucket);
        return Math.min(lowestMicros(bucket) + (long) (within * width), maxMicros);
      }
      below += counts[bucket];
    }
    return maxMicros;
  }

  /** The requests of both. */
  public LatencyHistogram plus(LatencyHistogram other) {
    return each(other, Long::sum);
  }

  /** The later of two states of one process, in whichever order they came, whole or in part. */
  public LatencyHistogram latest(LatencyHistogram other) {
    return each(other, Math::max);
  }

  /**
   * The counts that are not as they were before: {@link #latest} of both gives this again.
   *
   * @param before an earlier state of the same process
   */
  public LatencyHistogram changedSince(LatencyHistogram before) {
    return each(before, (now, then) -> now == then ? 0 : now);
  }

  private LatencyHistogram each(LatencyHistogram other, LongBinaryOperator both) {
    long[] made = new long[BUCKETS];
    Arrays.setAll(made, bucket -> both.applyAsLong(counts[bucket], other.counts[bucket]));
    return new LatencyHistogram(made, Math.max(maxMicros, other.maxMicros));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatencyHistogram that
        && maxMicros == that.maxMicros
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts) * 31 + Long.hashCode(maxMicros);
  }

  @Override
  public String toString() {
    return total() + " requests, the longest of " + maxMicros + " microseconds";
  }
}
