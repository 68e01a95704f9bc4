package org.bucketcopy.planner.listing;

/** In which order sources come. */
interface SourceOrder {
  /** Whether every source so far came after the one before in UTF-8. */
  boolean inOrder();

  /** The relative keys that are walked. */
  KeyRange range();
}
