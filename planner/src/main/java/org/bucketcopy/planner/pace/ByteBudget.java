package org.bucketcopy.planner.pace;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ticker;

/**
 * How many bytes in a second a run sends, shared by all processes that send them: each gets its
 * share in proportion to the bytes of the bodies that it has been given. Thread-safe.
 */
public final class ByteBudget {
  private final RateShares shares;

  private ByteBudget(double ceiling, Ticker clock) {
    checkArgument(ceiling > 0, "a budget of %s bytes a second", ceiling);
    this.shares = new RateShares(ceiling, clock);
  }

  /** No limit. */
  public static ByteBudget unlimited(Ticker clock) {
    return new ByteBudget(Double.POSITIVE_INFINITY, clock);
  }

  /** All processes together never send more than so many bytes in a second. */
  public static ByteBudget below(long bytesPerSecond, Ticker clock) {
    return new ByteBudget(bytesPerSecond, clock);
  }

  /** Bytes in a second of all processes together; infinite where there is no limit. */
  public double limit() {
    return shares.ceiling();
  }

  /** Whether there is a limit. */
  public boolean isLimited() {
    return !Double.isInfinite(limit());
  }

  /**
   * How many bytes of further bodies the processes may be given; of these, the last may have more.
   *
   * @param open what they were given and have not answered for
   */
  public long room(OpenBodies open) {
    return open.room(limit());
  }

  /**
   * A process is heard of.
   *
   * @param member names the process
   * @param open what all processes were given and have not answered for
   * @return what it may send from now on, in bytes a second; infinite where there is no limit
   */
  public synchronized double share(String member, OpenBodies open) {
    return shares.share(member, (double) open.bytesOf(member), limit());
  }

  /** A process is gone: the others share what it had. */
  public synchronized void left(String member) {
    shares.left(member);
  }
}
