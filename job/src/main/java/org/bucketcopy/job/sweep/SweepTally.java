package org.bucketcopy.job.sweep;

import com.google.common.collect.EnumMultiset;
import com.google.common.collect.Multiset;
import java.util.Optional;
import org.bucketcopy.job.sweep.JournalledUploads.Owner;

/** Counts what a sweep finds and does. Thread-safe. */
final class SweepTally {
  private final Multiset<Owner> found = EnumMultiset.create(Owner.class);
  private UploadSweeper.Result ended = UploadSweeper.Result.NONE;
  private Optional<UploadSweeper> atWork = Optional.empty();

  synchronized void found(Owner owner, int uploads) {
    found.add(owner, uploads);
  }

  /** Of those that were found to be ours, {@code uploads} turned out to be of a run that lives. */
  synchronized void alive(int uploads) {
    found.remove(Owner.OURS, uploads);
    found.add(Owner.RUNNING, uploads);
  }

  /** From now until the next result, what has become of uploads is known to {@code sweeper}. */
  synchronized void sweeping(UploadSweeper sweeper) {
    atWork = Optional.of(sweeper);
  }

  synchronized void ended(UploadSweeper.Result more) {
    ended = ended.plus(more);
    atWork = Optional.empty();
  }

  synchronized SweepCounts counts() {
    return counts(ended);
  }

  /** With what has become of uploads since the last result. */
  synchronized SweepCounts soFar() {
    return counts(atWork.map(sweeper -> ended.plus(sweeper.answered())).orElse(ended));
  }

  private SweepCounts counts(UploadSweeper.Result result) {
    return new SweepCounts(
        found.count(Owner.OURS), found.count(Owner.RUNNING), found.count(Owner.UNKNOWN), result);
  }
}
