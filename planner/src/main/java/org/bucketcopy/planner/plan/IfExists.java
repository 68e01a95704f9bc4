package org.bucketcopy.planner.plan;

/** What the user wants done with an object whose destination exists. */
public enum IfExists {
  /** Leave it if it looks like the copy of the source; copy otherwise. */
  SKIP,
  /** Copy always. */
  OVERWRITE,
  /** Refuse that object. */
  FAIL
}
