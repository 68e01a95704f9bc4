package org.bucketcopy.planner.pace;

import com.google.common.base.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Divides a rate among the processes that use it, in proportion to their weights. Together they
 * never have more than the ceiling, as each keeps to the share that it has heard of last. Not
 * thread-safe.
 */
final class RateShares {
  /** Who has not been heard of for so long sends nothing. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final double ceiling;
  private final Ticker clock;
  private final Map<String, Member> members = new HashMap<>();

  private record Member(double weight, double share, long heardNanos) {}

  /**
   * @param ceiling of all shares together; infinite for none
   */
  RateShares(double ceiling, Ticker clock) {
    this.ceiling = ceiling;
    this.clock = clock;
  }

  double ceiling() {
    return ceiling;
  }

  /**
   * A process is heard of.
   *
   * @param weight at least 0; without any it gets nothing
   * @param limit what there is to divide; infinite where there is no limit
   * @return its share from now on
   */
  double share(String name, double weight, double limit) {
    forgetSilent();
    members.remove(name);
    double all = weight;
    double given = 0;
    for (Member each : members.values()) {
      all += each.weight();
      given += each.share();
    }
    double part = all == 0 ? 0 : weight / all;
    double fair = Double.isInfinite(limit) ? limit : limit * part;
    // What others still hold is free only when they have heard of their new shares.
    double share = Double.isInfinite(ceiling) ? fair : Math.min(fair, Math.max(0, ceiling - given));
    members.put(name, new Member(weight, share, clock.read()));
    return share;
  }

  private void forgetSilent() {
    long now = clock.read();
    members.values().removeIf(known -> now - known.heardNanos() > SILENCE_NANOS);
  }

  /** The processes that were heard of, and are not gone since. */
  Set<String> known() {
    forgetSilent();
    return members.keySet();
  }

  /** A process is gone: the others share what it had. */
  void left(String name) {
    members.remove(name);
  }
}
