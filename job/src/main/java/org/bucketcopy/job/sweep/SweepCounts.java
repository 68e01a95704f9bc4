package org.bucketcopy.job.sweep;

/**
 * Uploads of a sweep.
 *
 * @param ours those that were found and are of a dead run
 * @param running those of a run that is alive
 * @param unknown those that no journal names
 * @param ended what became of those that were to be aborted
 */
record SweepCounts(long ours, long running, long unknown, UploadSweeper.Result ended) {
  /** All that were found. */
  long listed() {
    return ours + running + unknown;
  }
}
