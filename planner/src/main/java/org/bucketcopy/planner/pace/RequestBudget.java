package org.bucketcopy.planner.pace;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How many requests in a second a run sends to one bucket, shared by all processes that send them.
 * Each reports its load often, at least every {@link RequestPacer#REPORT_MILLIS} while its rate is
 * bounded, and gets its share: in proportion to its active requests. Thread-safe.
 */
public final class RequestBudget {
  /** Who has not been heard of for so long sends nothing. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final double ceiling;
  private final Ticker clock;
  private final AdaptiveRate adaptive;
  private final Map<String, Member> members = new HashMap<>();

  private record Member(BucketLoad load, double share, long heardNanos) {
    /** One more than is known, so that a process without load can start. */
    double weight() {
      return load.active() + 1.0;
    }
  }

  private RequestBudget(double ceiling, Ticker clock) {
    checkArgument(ceiling > 0, "a budget of %s requests a second", ceiling);
    this.ceiling = ceiling;
    this.clock = clock;
    this.adaptive = new AdaptiveRate(clock);
  }

  /** A budget without a limit until the store throttles. */
  public static RequestBudget adaptive(Ticker clock) {
    return new RequestBudget(Double.POSITIVE_INFINITY, clock);
  }

  /** The same, but the shares together are never more than {@code ceiling} requests a second. */
  public static RequestBudget below(double ceiling, Ticker clock) {
    return new RequestBudget(ceiling, clock);
  }

  /**
   * Takes the load of a process and says what its rate is from now on.
   *
   * @param member names the process
   * @return requests in a second; infinite where there is no limit
   */
  public synchronized double share(String member, BucketLoad load) {
    long now = clock.read();
    members.values().removeIf(known -> now - known.heardNanos() > SILENCE_NANOS);
    BucketLoad latest =
        Optional.ofNullable(members.get(member))
            .map(known -> take(known.load(), load))
            .orElse(load);
    members.put(member, new Member(latest, 0, now));
    double share = share(member);
    members.put(member, new Member(latest, share, now));
    return share;
  }

  /** A process's reports may overtake each other. */
  private BucketLoad take(BucketLoad before, BucketLoad load) {
    if (load.sent() < before.sent() || load.throttled() < before.throttled()) {
      return before;
    }
    long throttled = load.throttled() - before.throttled();
    long accepted = load.accepted() - before.accepted();
    adaptive.heard(accepted, throttled, limit());
    return load;
  }

  private double share(String member) {
    double all = 0;
    double given = 0;
    for (Member each : members.values()) {
      all += each.weight();
      given += each.share();
    }
    double limit = limit();
    Member asking = members.getOrDefault(member, new Member(BucketLoad.NONE, 0, 0));
    double fair = Double.isInfinite(limit) ? limit : limit * asking.weight() / all;
    // What others still hold is free only when they have heard of their new shares.
    return Double.isInfinite(ceiling) ? fair : Math.min(fair, Math.max(0, ceiling - given));
  }

  /** A process is gone: the others share what it had. */
  public synchronized void left(String member) {
    members.remove(member);
  }

  /** Requests in a second of all processes together; infinite where there is no limit. */
  public synchronized double limit() {
    return Math.min(ceiling, adaptive.perSecond());
  }

  /** Whether there is room for requests that could be done without. */
  public synchronized boolean spare() {
    return !adaptive.throttledWithin(CALM_NANOS) && adaptive.acceptedPerSecond() < limit() / 2;
  }
}
