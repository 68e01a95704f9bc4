package org.bucketcopy.job.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedMap;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run keeps, and what ends it early.
 *
 * @param directory where its journal and report go, on any Hadoop file system; empty for none
 * @param breakLock whether to take the directory even from a driver that is alive
 * @param planOptions the options that decide what is copied and how it is cut, as a user writes
 *     them: a run is only resumed under the same
 * @param maxFailures ends the run when so many objects have failed
 * @param maxDuration ends the run when it has taken so long
 * @param failIfEmpty whether a source without objects is a failure
 */
public record RunSettings(
    Optional<String> directory,
    boolean breakLock,
    Map<String, String> planOptions,
    OptionalLong maxFailures,
    Optional<Duration> maxDuration,
    boolean failIfEmpty) {
  /** Nothing is kept, and the run continues to its end. */
  public static final RunSettings NONE =
      new RunSettings(
          Optional.empty(), false, Map.of(), OptionalLong.empty(), Optional.empty(), false);

  public RunSettings {
    checkArgument(!breakLock || directory.isPresent(), "--break-lock needs --run-dir");
    checkArgument(maxFailures.orElse(1) >= 1, "--max-failures must be at least 1");
    checkArgument(
        !maxDuration.orElse(Duration.ofSeconds(1)).isZero(), "--max-duration cannot be zero");
    planOptions = ImmutableSortedMap.copyOf(planOptions);
  }
}
