package org.bucketcopy.job.dispatch;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How long the latest requests took, to distinguish a slow one from a usual one. Not thread-safe.
 */
final class RecentDurations {
  private static final int KEPT = 256;

  /** With fewer than this nothing can be called usual. */
  private static final int ENOUGH = 16;

  private final long[] nanos = new long[KEPT];
  private int count;

  void add(long duration) {
    nanos[count % KEPT] = duration;
    count++;
  }

  /** Beyond this a request is slow: one and a half times what nine in ten take. */
  OptionalLong slowNanos() {
    int known = Math.min(count, KEPT);
    if (known < ENOUGH) {
      return OptionalLong.empty();
    }
    long[] sorted = Arrays.copyOf(nanos, known);
    Arrays.sort(sorted);
    long ninetieth = sorted[(int) (known * 0.9)];
    return OptionalLong.of(ninetieth + ninetieth / 2);
  }
}
