package org.bucketcopy.planner.listing;

import org.bucketcopy.planner.model.ListedObject;

/** Takes the objects of a destination that no entry of the source has met. */
interface UnmetObjects {
  /**
   * Takes one.
   *
   * @param unmet whether the source has certainly nothing that goes there
   */
  void give(ListedObject there, boolean unmet);
}
