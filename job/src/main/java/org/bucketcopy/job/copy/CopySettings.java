package org.bucketcopy.job.copy;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectFilter;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.DestinationRule;

/**
 * What a copy run shall do.
 *
 * @param mode whether to do it or only to say what would be done
 * @param source what to copy
 * @param destination where to
 * @param filter which of the source's objects
 * @param plan part size and threshold
 * @param ifExists what to do with objects that are already there
 * @param tags what is wanted of the tags of objects
 * @param inFlight most requests in flight of one executor; 0 for the default
 * @param maxRequestsPerSecond most requests to the destination's bucket in a second; 0 for no limit
 * @param retries most repetitions of one request
 * @param run what is kept of the run, and what ends it early
 */
public record CopySettings(
    Mode mode,
    ObjectPrefix source,
    ObjectPrefix destination,
    ObjectFilter filter,
    PlanSettings plan,
    IfExists ifExists,
    TagRule tags,
    int inFlight,
    int maxRequestsPerSecond,
    int retries,
    RunSettings run) {
  /** Whether anything is copied. */
  public enum Mode {
    COPY,
    DRY_RUN
  }

  public CopySettings {
    checkArgument(!source.equals(destination), "source and destination are the same: %s", source);
    checkArgument(
        !source.contains(destination),
        "the destination %s is inside the source %s: a copy would copy itself",
        destination,
        source);
    checkArgument(
        !destination.contains(source),
        "the source %s is inside the destination %s: copies could replace objects that are still"
            + " to be copied",
        source,
        destination);
    checkArgument(inFlight >= 0, "--in-flight cannot be negative");
    checkArgument(maxRequestsPerSecond >= 0, "--max-requests-per-second cannot be negative");
    checkArgument(retries >= 0, "--retries cannot be negative");
  }

  /** What a copy may do to an object that is already there. */
  DestinationRule destinationRule() {
    return ifExists == IfExists.FAIL ? DestinationRule.MUST_BE_ABSENT : DestinationRule.REPLACE;
  }
}
