package org.bucketcopy.job.verify;

import java.util.Optional;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.run.TransferJob;

/**
 * What the walk has seen of either side, also of what an earlier driver has settled. For one
 * thread.
 */
final class Seen {
  private long ofSource;
  private long wanted;
  private long beside;

  /** The source has a key. */
  void source(boolean accepted) {
    ofSource++;
    wanted += accepted ? 1 : 0;
  }

  /** Only the destination has a key that the filters accept. */
  void onlyDestination() {
    beside++;
  }

  /**
   * Why a walk that came to its end proves nothing: mostly, somebody has mistyped the source. Warns
   * where both sides are empty, and that is no failure.
   */
  Optional<Cause> nothingProved(VerifySettings settings) {
    if (wanted > 0) {
      return Optional.empty();
    }
    String entry = settings.sides().source() instanceof Place.Files ? "file" : "object";
    String nothing = TransferJob.nothing(entry, ofSource, settings.narrowedSource().listed());
    if (beside > 0) {
      return Optional.of(
          Cause.couldNotRun(
              String.format(
                  "%s, but %d below %s: nothing is proved",
                  nothing, beside, settings.narrowedDestination().listed())));
    }
    if (settings.run().failIfEmpty()) {
      return Optional.of(Cause.couldNotRun(nothing + " (--fail-if-empty)"));
    }
    TransferJob.warn(nothing);
    return Optional.empty();
  }
}
