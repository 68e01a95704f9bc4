package org.bucketcopy.planner.verify;

/** A kind of what objects carry beside their content. */
public enum MetadataAspect {
  /** Content headers. */
  HEADERS,
  /** User metadata. */
  USER,
  TAGS,
  /** The storage class. */
  CLASS
}
