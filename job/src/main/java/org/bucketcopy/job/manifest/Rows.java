package org.bucketcopy.job.manifest;

import java.io.Closeable;
import java.io.IOException;

/** The rows of a manifest, one after the other. For one thread. */
interface Rows extends Closeable {
  /**
   * Whether there is another row.
   *
   * @throws IOException if the manifest cannot be read further
   */
  boolean hasNext() throws IOException;

  /**
   * The next row.
   *
   * @throws IllegalArgumentException if it is none, and why; the one after it can be read
   * @throws IOException if the manifest cannot be read further
   */
  RowFields next() throws IOException;

  /** The line on which the row is, or ends, that was read last; the first one is 1. */
  long line();
}
