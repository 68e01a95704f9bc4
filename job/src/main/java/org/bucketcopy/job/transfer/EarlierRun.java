package org.bucketcopy.job.transfer;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A run that an earlier driver has begun and that is gone on with.
 *
 * @param id names it
 * @param began when it began, in epoch milliseconds of its driver's clock
 */
public record EarlierRun(String id, long began) {
  public EarlierRun {
    checkArgument(!id.isEmpty(), "a run has a name");
  }
}
