package org.bucketcopy.job.journal;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.planner.model.Printable;

/** The journal belongs to a run with other options; the message says which, and what to do. */
public final class OptionsDifferException extends IOException {
  OptionsDifferException(Path directory, String differences) {
    super(
        "the unfinished run in "
            + directory
            + " has other options: "
            + Printable.of(differences)
            + ": use the same, or another --run-dir");
  }
}
