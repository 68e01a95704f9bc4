package org.bucketcopy.planner.model;

/** What pins one state of an object or a file: a transfer must never mix in bytes of another. */
public sealed interface SourceState permits ObjectIdentity, FileState {
  /** Length in bytes. */
  long size();

  /** When it was written, epoch milliseconds. */
  long lastModified();

  /**
   * When it was written, epoch seconds, rounded down: two times of one object may differ below
   * that, as most stores report whole seconds in some answers.
   */
  default long lastModifiedSecond() {
    return Math.floorDiv(lastModified(), 1000L);
  }
}
