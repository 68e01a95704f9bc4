package org.bucketcopy.planner.plan;

/** What the user wants of the ETags of copies, whose parts decide them. */
public enum EtagRule {
  /** A copy has any ETag. */
  ANY,
  /** A copy has the ETag of its source if that can be had, and is reported if it has another. */
  IF_POSSIBLE,
  /** A copy with another ETag than its source is none. */
  REQUIRED;

  /** Whether a copy is made of parts as its source is. */
  public boolean keeps() {
    return this != ANY;
  }
}
