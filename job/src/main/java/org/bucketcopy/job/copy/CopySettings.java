package org.bucketcopy.job.copy;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.ObjectFilter;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.source.KeyMapping;

/**
 * What a copy run shall do.
 *
 * @param mode whether to do it or only to say what would be done
 * @param mapping what to copy, and where to
 * @param filter which of the source's objects
 * @param plan part size and threshold
 * @param rules what to do where a copy could be made in more than one way
 * @param requests how many requests it makes
 * @param run what is kept of the run, and what ends it early
 */
public record CopySettings(
    Mode mode,
    KeyMapping mapping,
    ObjectFilter filter,
    PlanSettings plan,
    CopyRules rules,
    RequestSettings requests,
    RunSettings run) {
  /** Whether anything is copied. */
  public enum Mode {
    COPY,
    DRY_RUN
  }

  public CopySettings {
    ObjectPrefix source = mapping.source();
    ObjectPrefix destination = mapping.destination();
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
  }

  /** What to copy. */
  public ObjectPrefix source() {
    return mapping.source();
  }

  /** Where to. */
  public ObjectPrefix destination() {
    return mapping.destination();
  }
}
