package org.bucketcopy.planner.plan;

/** What shows that what is at a destination is what would be made there. The sizes always count. */
public enum CompareRule {
  /** The same ETag, or a later second than that of the source. */
  ETAG_OR_TIME,
  /** Nothing else. */
  SIZE,
  /** A later second than that of the source. */
  SIZE_AND_TIME,
  /** The same ETag. */
  ETAG;

  /** The same where copies must have the ETags of their sources: then only these count. */
  public CompareRule where(EtagRule etags) {
    return etags == EtagRule.REQUIRED ? ETAG : this;
  }
}
