package org.bucketcopy.job.journal;

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

  /**
   * Last in a segment: its own records are all that counts, and older segments are void.
   *
   * @param records uploads and intents that it holds
   */
  record Snapshot(int records) implements JournalEntry {}

  /** Last in the last segment: the run has succeeded, and what is still here is to be deleted. */
  record Finished() implements JournalEntry {}
}
