package org.bucketcopy.planner.listing;

import java.util.List;

/** Is notified of what a listing shows beside objects. */
interface ListingWatch {
  /** A key is out of the order of UTF-8 and of UTF-16 too. */
  void outOfOrder();

  /** The listing is where it was before, so it would never end. */
  void recurs();

  /** Entries of a page that cannot be taken for the objects of their keys. */
  void unsure(RangeReader range, List<Unsure> entries);
}
