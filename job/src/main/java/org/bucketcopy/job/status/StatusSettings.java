package org.bucketcopy.job.status;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Whose status is asked for.
 *
 * @param directory the run directory
 * @param untilEnd whether to wait until the run has ended
 * @param maxDuration waits no longer than this; empty to wait as long as it takes
 */
public record StatusSettings(Path directory, boolean untilEnd, Optional<Duration> maxDuration) {
  public StatusSettings {
    checkArgument(untilEnd || maxDuration.isEmpty(), "--max-duration needs --wait");
  }
}
