package org.bucketcopy.job.run;

import java.time.Instant;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.PlanSettings;

/**
 * What a run that transfers shall do, whatever the kind of its source.
 *
 * @param mode whether to do it or only to say what would be done
 * @param ends from where to where
 * @param selection which of the source's entries
 * @param plan part size and threshold
 * @param requests how many requests it makes
 * @param run what is kept of the run, and what ends it early
 */
public record TransferSettings(
    Mode mode,
    Ends ends,
    Selection selection,
    PlanSettings plan,
    RequestSettings requests,
    RunSettings run) {
  /** Whether anything is transferred. */
  public enum Mode {
    TRANSFER,
    DRY_RUN
  }

  /** The same of a run that started then, which ages are measured from. */
  TransferSettings startedAt(Instant start) {
    return new TransferSettings(mode, ends, selection.startedAt(start), plan, requests, run);
  }

  /** The same where no more of both ends is listed than the filter can accept. */
  public TransferSettings narrowed() {
    Ends narrow = ends.below(selection.filter().keys().beginning());
    return new TransferSettings(mode, narrow, selection, plan, requests, run);
  }

  /** What is shown of the run. */
  public RunOutline outline() {
    return new RunOutline(ends.title(), mode == Mode.DRY_RUN, /* paged= */ true, requests, run);
  }

  /** What is transferred, as a URI. */
  public String source() {
    return ends.source();
  }

  /** Where to. */
  public ObjectPrefix destination() {
    return ends.destination();
  }
}
