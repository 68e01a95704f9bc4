package org.bucketcopy.job.journal;

import java.io.IOException;

/** Another driver works in the run directory; the message says which, and what to do. */
public final class RunLockedException extends IOException {
  RunLockedException(String message) {
    super(message);
  }
}
