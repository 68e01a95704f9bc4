package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.IntMath;

/**
 * How often and after what pauses a failed call is retried: full jitter, a random pause between
 * zero and a ceiling that doubles with every retry.
 *
 * <p>A throttled call was not tried at all, and others get through: it is retried a hundred times
 * as often, for half an hour or more with ten retries, so that no object fails because a store was
 * busy for some minutes. Its pauses stay short: what slows a run down is the rate that the store's
 * answers lead to, not the pauses.
 *
 * @param retries maximum retries of one call, those after it was throttled not counted; 0 for none
 * @param baseMillis ceiling of the first pause after a passing fault
 * @param throttledBaseMillis ceiling of the first pause after the store asked to slow down
 * @param capMillis highest ceiling
 */
public record RetryPolicy(int retries, long baseMillis, long throttledBaseMillis, long capMillis) {
  public RetryPolicy {
    checkArgument(retries >= 0, "retries cannot be negative");
    checkArgument(
        0 < baseMillis && baseMillis <= throttledBaseMillis && throttledBaseMillis <= capMillis,
        "pauses must ascend: %s, %s, %s ms",
        baseMillis,
        throttledBaseMillis,
        capMillis);
  }

  private static final int THROTTLED_PER_RETRY = 100;

  private static final int MAX_DOUBLINGS_THROTTLED = 3;

  private static final long PATIENCE_MILLIS = 15_000;

  /** 100 ms, up to 20 s; when throttled 500 ms, up to 4 s. */
  public static RetryPolicy ofRetries(int retries) {
    return new RetryPolicy(retries, 100, 500, 20_000);
  }

  /** Maximum retries after faults of this kind. */
  public int repetitions(StoreFault.Kind kind) {
    return kind == StoreFault.Kind.THROTTLED
        ? IntMath.saturatedMultiply(retries, THROTTLED_PER_RETRY)
        : retries;
  }

  /**
   * Ceiling of the pause before retry number {@code repetition} (from 1) after faults of this kind,
   * in milliseconds.
   */
  public long ceilingMillis(StoreFault.Kind kind, int repetition) {
    boolean throttled = kind == StoreFault.Kind.THROTTLED;
    long base = throttled ? throttledBaseMillis : baseMillis;
    int doublings = Math.min(repetition - 1, throttled ? MAX_DOUBLINGS_THROTTLED : 30);
    return Math.min(capMillis, base << doublings);
  }

  /**
   * How long a quick call may go without an answer before it is retried, in milliseconds. Grows
   * with every attempt, for a store that is slow rather than silent.
   *
   * @param repetition number of the retry; 0 for the first attempt
   */
  public long patienceMillis(int repetition) {
    return PATIENCE_MILLIS * (repetition + 1);
  }
}
