package org.bucketcopy.planner.listing;

import java.util.Optional;
import org.bucketcopy.planner.source.Candidates;

/** Candidates of which it is known up to which keys they were given, so that a walk is resumed. */
public interface CoveredWalk extends Candidates {
  /**
   * The keys, relative to either side, of which every candidate has been returned by {@link #next},
   * but for entries whose keys are not certain. Empty while that is not known: candidates wait to
   * be returned, single objects are looked at, a store lists in no known order, or what is only at
   * the destination is not given.
   */
  Optional<Coverage> covered();
}
