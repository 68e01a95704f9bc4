package org.bucketcopy.job.journal;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * Where a run directory keeps files of a run there is something of another's, which would be lost;
 * nothing was touched.
 */
public final class ForeignFileException extends IOException {
  ForeignFileException(Path found) {
    super(found + " is not of bucket-copy, and is left as it is: choose another --run-dir");
  }
}
