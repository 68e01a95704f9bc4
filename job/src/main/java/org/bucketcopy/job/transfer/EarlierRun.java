package org.bucketcopy.job.transfer;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.concurrent.TimeUnit;
import org.bucketcopy.planner.model.SourceState;

/**
 * A run that an earlier driver has started and that is resumed.
 *
 * @param id names it
 * @param began when it started, in epoch milliseconds of its driver's clock
 */
public record EarlierRun(String id, long began) {
  /** A request from a clock that differs by more is refused: RequestTimeTooSkewed of S3 and OSS. */
  private static final long CLOCKS_DIFFER_MILLIS = TimeUnit.MINUTES.toMillis(15);

  public EarlierRun {
    checkArgument(!id.isEmpty(), "a run has a name");
  }

  /** Whether what was written at that time, by another clock, may have been since it started. */
  boolean maybeSince(SourceState written) {
    return written.lastModified() >= began - CLOCKS_DIFFER_MILLIS;
  }
}
