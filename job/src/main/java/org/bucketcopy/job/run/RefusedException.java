package org.bucketcopy.job.run;

import org.bucketcopy.job.lifecycle.ExitCode;

/** A run that cannot be made, and why: a sentence for the user. */
public final class RefusedException extends Exception {
  private final ExitCode status;

  /** A run that cannot be made because of {@code message}. */
  public RefusedException(String message) {
    this(ExitCode.COULD_NOT_RUN, message);
  }

  private RefusedException(ExitCode status, String message) {
    super(message);
    this.status = status;
  }

  /** A run whose command line does not fit what it is for, which nobody knew before. */
  public static RefusedException wrongUsage(String message) {
    return new RefusedException(ExitCode.USAGE, message);
  }

  /** How the run ends. */
  public ExitCode status() {
    return status;
  }
}
