package org.bucketcopy.job.transfer;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A run that an earlier driver has started and that is resumed.
 *
 * @param id names it
 * @param began when it started, in epoch milliseconds of its driver's clock
 */
public record EarlierRun(String id, long began) {
  public EarlierRun {
    checkArgument(!id.isEmpty(), "a run has a name");
  }
}
