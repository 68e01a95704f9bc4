package org.bucketcopy.planner.pace;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What one process has asked of a bucket.
 *
 * @param sent requests sent since it started, failed attempts included
 * @param throttled how many of them the store refused, asking to slow down
 * @param active requests that wait for their turn or for their answer
 */
public record BucketLoad(long sent, long throttled, int active) {
  /** Nothing asked yet. */
  public static final BucketLoad NONE = new BucketLoad(0, 0, 0);

  public BucketLoad {
    checkArgument(
        0 <= throttled && throttled <= sent && active >= 0,
        "no load: %s sent, %s throttled, %s active",
        sent,
        throttled,
        active);
  }

  /** Requests that the store did not refuse so far. */
  long accepted() {
    return sent - throttled;
  }
}
