package org.bucketcopy.planner.listing;

/** What becomes of objects that are only at the destination. */
public enum Extraneous {
  /**
   * They are passed over. The destination is listed only where the source has keys: a small source
   * takes few requests of a large destination.
   */
  IGNORED,

  /**
   * Each is given as a candidate without a source. All of the destination is listed, which takes
   * one request per page whatever the source has.
   */
  GIVEN
}
