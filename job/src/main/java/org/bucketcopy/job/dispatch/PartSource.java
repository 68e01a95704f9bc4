package org.bucketcopy.job.dispatch;

/** The parts of one upload, made when they are assigned. */
public interface PartSource {
  /** Whether there is another. */
  boolean hasNext();

  /**
   * Makes the next one, of which there is one.
   *
   * @param host where it is going to be done: what that host holds goes first
   */
  Work<?> next(String host);
}
