package org.bucketcopy.job.dispatch;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalInt;

/**
 * Bounds the requests that one executor has in flight, whatever its number of cores and pumps.
 * Thread-safe.
 */
final class RequestWindow {
  private final OptionalInt fixed;
  private final int perPump;
  private int pumps;
  private int inFlight;

  /**
   * @param fixed the bound; empty to let it grow and shrink with the number of pumps
   * @param perPump the bound for each pump, where it is not fixed
   */
  RequestWindow(OptionalInt fixed, int perPump) {
    checkArgument(perPump >= 1 && fixed.orElse(1) >= 1, "a window needs room for a request");
    this.fixed = fixed;
    this.perPump = perPump;
  }

  synchronized void pumpStarted() {
    pumps++;
  }

  synchronized void pumpEnded() {
    pumps--;
  }

  /** How many requests a pump may keep beside those in flight: a quarter of what it may send. */
  synchronized int sparePerPump() {
    return pumps == 0 ? 0 : bound() / pumps / 4;
  }

  /** Reserves room for at most {@code most} requests; may be 0. */
  synchronized int reserve(int most) {
    int granted = Math.max(0, Math.min(most, bound() - inFlight));
    inFlight += granted;
    return granted;
  }

  private int bound() {
    return fixed.orElse(perPump * pumps);
  }

  /** Gives room back. */
  synchronized void release(int requests) {
    inFlight -= requests;
  }
}
