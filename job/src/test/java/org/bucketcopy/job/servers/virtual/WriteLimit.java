package org.bucketcopy.job.servers.virtual;

import java.util.concurrent.atomic.AtomicLong;

/** Lets so many writes pass in a second, at most a tenth of a second's together. Thread-safe. */
final class WriteLimit {
  private static final long SECOND = 1_000_000_000L;

  private final long nanosPerWrite;
  private final long burstNanos;
  private final AtomicLong paidUntil = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param perSecond 0 is no limit
   */
  WriteLimit(long perSecond) {
    this.nanosPerWrite = perSecond == 0 ? 0 : Math.max(1, SECOND / perSecond);
    this.burstNanos = Math.max(SECOND / 10, nanosPerWrite);
  }

  /** Whether one more write may pass now. */
  boolean pass(long nowNanos) {
    if (nanosPerWrite == 0) {
      return true;
    }
    while (true) {
      long paid = paidUntil.get();
      long next = Math.max(paid, nowNanos - burstNanos) + nanosPerWrite;
      if (next > nowNanos) {
        return false;
      }
      if (paidUntil.compareAndSet(paid, next)) {
        return true;
      }
    }
  }
}
