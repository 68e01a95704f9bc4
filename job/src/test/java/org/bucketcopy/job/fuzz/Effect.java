package org.bucketcopy.job.fuzz;

/** The worst that may become of a run, the mildest first. */
enum Effect {
  /** Nothing: it ends as if nothing had happened. */
  NONE,
  /** Some objects fail, or lose metadata, or an upload is left open and counted. */
  SOME_FAIL,
  /** The run cannot start or not continue, and says why. */
  ENDS_RUN;

  Effect or(Effect other) {
    return compareTo(other) < 0 ? other : this;
  }
}
