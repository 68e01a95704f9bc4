package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How often and after what pauses a failed call is repeated: full jitter, a random pause between
 * zero and a ceiling that doubles with every try.
 *
 * @param retries most repetitions of one call; 0 for none
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

  /** 100 ms, or 500 ms when throttled, up to 20 s. */
  public static RetryPolicy ofRetries(int retries) {
    return new RetryPolicy(retries, 100, 500, 20_000);
  }

  /** Ceiling of the pause before repetition number {@code repetition} (from 1), in milliseconds. */
  public long ceilingMillis(StoreFault.Kind kind, int repetition) {
    long base = kind == StoreFault.Kind.THROTTLED ? throttledBaseMillis : baseMillis;
    int doublings = Math.min(repetition - 1, 30);
    return Math.min(capMillis, base << doublings);
  }
}
