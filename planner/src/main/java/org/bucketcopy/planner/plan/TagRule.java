package org.bucketcopy.planner.plan;

/** What the user wants of the tags of objects. */
public enum TagRule {
  /** An object whose tags cannot be copied is not copied. */
  REQUIRED,
  /** An object whose tags may not be copied is copied without them, and reported. */
  IF_ALLOWED,
  /** No object is copied with its tags. */
  NONE
}
