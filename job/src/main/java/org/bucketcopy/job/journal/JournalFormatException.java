package org.bucketcopy.job.journal;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.planner.model.Printable;

/**
 * A journal is of a later version of bucket-copy, and nothing of it was read or touched; the
 * message names the file and both formats, and says what to do.
 */
public final class JournalFormatException extends IOException {
  JournalFormatException(Path segment, String format) {
    super(
        segment
            + " is of journal format "
            + Printable.of(format)
            + ", and this version of bucket-copy knows formats up to "
            + JournalFormat.CURRENT
            + ": use the version that wrote it, or a later one");
  }
}
