package org.bucketcopy.job.transfer;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.journal.CopyNotes;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * What the journal holds of earlier drivers of a run.
 *
 * @param run the run, if an earlier driver has started it; empty too where no header of the journal
 *     can be read, whatever else is there
 * @param uploads those that may be open, by destination; of several the last is the newest
 * @param intents those of uploads that may be open under an id that nobody knows
 * @param notes on objects that are at the destination
 */
public record EarlierWork(
    Optional<EarlierRun> run,
    ListMultimap<ObjectLocation, UploadRecord> uploads,
    List<UploadIntent> intents,
    CopyNotes notes) {
  /** That of a run without a journal. */
  public static final EarlierWork NONE =
      new EarlierWork(Optional.empty(), ImmutableListMultimap.of(), List.of(), CopyNotes.NONE);

  public EarlierWork {
    uploads = ImmutableListMultimap.copyOf(uploads);
    intents = List.copyOf(intents);
  }
}
