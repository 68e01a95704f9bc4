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
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final AdaptiveRate adaptive;
  private final RateShares shares;
  private final Map<String, BucketLoad> loads = new HashMap<>();

  private RequestBudget(double ceiling, Ticker clock) {
    checkArgument(ceiling > 0, "a budget of %s requests a second", ceiling);
    this.adaptive = new AdaptiveRate(clock);
    this.shares = new RateShares(ceiling, clock);
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
    loads.keySet().retainAll(shares.known());
    BucketLoad latest =
        Optional.ofNullable(loads.get(member)).map(known -> take(known, load)).orElse(load);
    loads.put(member, latest);
    // One more than is known, so that a process without load can start.
    return shares.share(member, latest.active() + 1.0, limit());
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

  /** A process is gone: the others share what it had. */
  public synchronized void left(String member) {
    shares.left(member);
    loads.remove(member);
  }

  /** Requests in a second of all processes together; infinite where there is no limit. */
  public synchronized double limit() {
    return Math.min(shares.ceiling(), adaptive.perSecond());
  }

  /** Whether there is room for requests that could be done without. */
  public synchronized boolean spare() {
    return !adaptive.throttledWithin(CALM_NANOS) && adaptive.acceptedPerSecond() < limit() / 2;
  }
}
