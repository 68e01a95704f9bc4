package org.bucketcopy.planner.store;

/** Which tags CopyObject gives to a copy. */
public enum TaggingDirective {
  /** Those of its source. */
  COPY,
  /** None. */
  NONE
}
