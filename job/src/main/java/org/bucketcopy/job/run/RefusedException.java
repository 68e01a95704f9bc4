package org.bucketcopy.job.run;

/** A run that cannot be made, and why: a sentence for the user. */
public final class RefusedException extends Exception {
  /** A run that cannot be made because of {@code message}. */
  public RefusedException(String message) {
    super(message);
  }
}
