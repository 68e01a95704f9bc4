package org.bucketcopy.job.journal;

import java.util.List;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.UploadHandle;

/** What one line of a segment says. */
sealed interface JournalEntry {
  /** First in each segment, so that no single file is needed to know the run. */
  record Header(JournalHeader header) implements JournalEntry {}

  /** An upload may be open from here on, whose id is not known. */
  record Intended(UploadIntent intent) implements JournalEntry {}

  /** An intent has left nothing open. */
  record Withdrawn(String token) implements JournalEntry {}

  /** An upload is open from here on. Settles the intent with its token. */
  record Initiated(UploadRecord upload) implements JournalEntry {}

  /** An upload was completed or aborted. */
  record Ended(UploadHandle upload) implements JournalEntry {}

  /** Whole objects were copied whose copies have other ETags than their sources. */
  record Copied(List<Long> marks) implements JournalEntry {
    public Copied {
      marks = List.copyOf(marks);
    }
  }

  /** The object with this ETag is a wrong copy of ours that could not be deleted. */
  record Distrusted(ObjectLocation destination, ETag etag) implements JournalEntry {}

  /**
   * Last in a segment: its own records are all that counts, and older segments are void.
   *
   * @param records that it holds, itself and the header not counted
   */
  record Snapshot(int records) implements JournalEntry {}

  /** Last in the last segment: the run has succeeded, and what is still here is to be deleted. */
  record Finished() implements JournalEntry {}
}
