package org.bucketcopy.job.probe;

/** What becomes of the ETag that the source of a part is asked to have. */
public enum Pin {
  /** The store has refused a source with another ETag. */
  HONOURED,
  /** The store has copied from a source with another ETag. */
  IGNORED,
  /** The store does not know the condition, or its profile says so: it is not sent. */
  NOT_SENT,
  /** Nothing has shown it. */
  NOT_KNOWN
}
