package org.bucketcopy.job.sweep;

import com.google.common.collect.EnumMultiset;
import com.google.common.collect.Multiset;
import org.bucketcopy.job.sweep.JournalledUploads.Owner;

/** Counts what a sweep finds and does. For one thread. */
final class SweepTally {
  private final Multiset<Owner> found = EnumMultiset.create(Owner.class);
  private UploadSweeper.Result ended = UploadSweeper.Result.NONE;

  void found(Owner owner, int uploads) {
    found.add(owner, uploads);
  }

  /** Of those that were found to be ours, {@code uploads} turned out to be of a run that lives. */
  void alive(int uploads) {
    found.remove(Owner.OURS, uploads);
    found.add(Owner.RUNNING, uploads);
  }

  void ended(UploadSweeper.Result more) {
    ended = ended.plus(more);
  }

  SweepCounts counts() {
    return new SweepCounts(
        found.count(Owner.OURS), found.count(Owner.RUNNING), found.count(Owner.UNKNOWN), ended);
  }
}
