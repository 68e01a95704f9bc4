package org.bucketcopy.planner.pace;

import com.google.common.base.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * Follows the rate of requests that a store accepts. After each decrease it climbs back along a
 * cubic: fast at first, level around the rate at which the store throttled, then faster and faster,
 * so that most of the time is spent just below the limit and a raised one is found within seconds.
 * Not thread-safe.
 */
final class AdaptiveRate {
  /** Throttled requests within this time belong to one burst, and to the rate before it. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final double AFTER_BURST = 0.95;

  /** Stores refuse a few requests at any rate; of a limit they refuse more than this share. */
  private static final double MAX_AT_ANY_RATE = 0.08;

  /** Near a limit, no more than this share is refused beyond what is refused below it. */
  private static final double NEAR_LIMIT = 0.02;

  /** So long after a decrease, what was refused in the last second was refused below the limit. */
  private static final long BELOW_LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

  /** How long the way back to the rate of the last burst takes. */
  private static final double SECONDS_TO_PLATEAU = 3;

  /** Where fewer requests are sent than allowed, more allowance would be untested. */
  private static final double UNTESTED = 2;

  /** Lower makes no sense, and would make the way back too long. */
  private static final double LOWEST = 20;

  private static final long NEVER = Long.MIN_VALUE;

  private final Ticker clock;
  private final RecentRate accepted;
  private final RecentRate throttled;

  /** The share of requests that may be refused. */
  private double tolerated = MAX_AT_ANY_RATE;

  private boolean toleranceKnown = true;
  private double plateau = Double.POSITIVE_INFINITY;
  private long firstThrottledNanos = NEVER;
  private long lastThrottledNanos = NEVER;
  private long decreasedNanos = NEVER;

  AdaptiveRate(Ticker clock) {
    this.clock = clock;
    this.accepted = new RecentRate(clock);
    this.throttled = new RecentRate(clock);
  }

  /**
   * Takes what was heard of some requests.
   *
   * @param current the rate that is in force
   */
  void heard(long acceptedRequests, long throttledRequests, double current) {
    accepted.add(acceptedRequests);
    throttled.add(throttledRequests);
    long now = clock.read();
    if (!toleranceKnown && now - decreasedNanos >= BELOW_LIMIT_NANOS) {
      toleranceKnown = true;
      tolerated = Math.min(MAX_AT_ANY_RATE, refusedShare() + NEAR_LIMIT);
    }
    if (throttledRequests == 0
        || throttled.perSecond() <= tolerated(accepted.perSecond() + throttled.perSecond())) {
      return;
    }
    lastThrottledNanos = now;
    if (firstThrottledNanos == NEVER) {
      firstThrottledNanos = now;
    }
    // The first burst is measured over its whole length: nothing is known before.
    long since = decreasedNanos == NEVER ? firstThrottledNanos : decreasedNanos;
    if (now - since >= BURST_NANOS) {
      decrease(current);
      decreasedNanos = now;
      toleranceKnown = false;
    }
  }

  /** The share of so many requests, and what chance may add: of few, two refused mean nothing. */
  private double tolerated(double requests) {
    double share = tolerated * requests;
    return share + 2 * Math.sqrt(share);
  }

  private double refusedShare() {
    double refused = throttled.perSecond();
    double all = accepted.perSecond() + refused;
    return all == 0 ? 0 : refused / all;
  }

  private void decrease(double current) {
    double measured = Math.min(current, accepted.perSecond());
    double halved = Double.isInfinite(current) ? 0 : current / 2;
    plateau = Math.max(LOWEST, Math.max(measured, halved));
  }

  /** Requests in a second; infinite until the store has throttled. */
  double perSecond() {
    if (decreasedNanos == NEVER) {
      return Double.POSITIVE_INFINITY;
    }
    double seconds = (clock.read() - decreasedNanos) / 1e9;
    double x = seconds / SECONDS_TO_PLATEAU - 1;
    double base = AFTER_BURST * plateau;
    double grown = plateau + (plateau - base) * x * x * x;
    return Math.max(base, Math.min(grown, UNTESTED * accepted.perSecond()));
  }

  /** Requests that the store accepted in the last second. */
  double acceptedPerSecond() {
    return accepted.perSecond();
  }

  /** Whether the store has throttled in the last {@code nanos}. */
  boolean throttledWithin(long nanos) {
    return lastThrottledNanos != NEVER && clock.read() - lastThrottledNanos < nanos;
  }
}
