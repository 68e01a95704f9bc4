package org.bucketcopy.planner.listing;

/**
 * Where a range could be split.
 *
 * @param boundary the key up to which the left part goes
 * @param pages about how many pages of the range are not yet listed
 */
record SplitPoint(String boundary, long pages) {}
