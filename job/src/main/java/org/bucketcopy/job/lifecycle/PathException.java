package org.bucketcopy.job.lifecycle;

import java.io.IOException;

/** A path of the command line is a wrong one: not that of a file, or of no known file system. */
public final class PathException extends IOException {
  public PathException(String message) {
    super(message);
  }
}
