package org.bucketcopy.planner.pace;

import com.google.common.base.Ticker;

/** How many events there were in the last second. Not thread-safe. */
final class RecentRate {
  private static final long SECOND = 1_000_000_000L;
  private static final int SLOTS = 20;
  private static final long SLOT_NANOS = SECOND / SLOTS;

  private final Ticker clock;
  private final long startNanos;
  private final long[] counts = new long[SLOTS];
  private long newestSlot;

  RecentRate(Ticker clock) {
    this.clock = clock;
    this.startNanos = clock.read();
  }

  void add(long events) {
    moveOn();
    counts[(int) (newestSlot % SLOTS)] += events;
  }

  /** Events in a second, of the last one or of the time since the start if that is shorter. */
  double perSecond() {
    moveOn();
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    // What is reported at the end of a slot happened before it: the oldest slot counts as whole.
    long covered = Math.max(SLOT_NANOS, Math.min(SECOND, clock.read() - startNanos));
    return (double) sum * SECOND / covered;
  }

  private void moveOn() {
    long slot = (clock.read() - startNanos) / SLOT_NANOS;
    long first = Math.max(newestSlot + 1, slot - SLOTS + 1);
    for (long passed = first; passed <= slot; passed++) {
      counts[(int) (passed % SLOTS)] = 0;
    }
    newestSlot = slot;
  }
}
