package org.bucketcopy.planner.listing;

import java.util.Optional;

/**
 * The destination, where its listing is walked in step with sources.
 *
 * @param side the listing
 * @param lookups looks at single objects
 * @param doubtful keys of which the listing does not tell enough
 * @param extraneous gives what no source goes to; empty if nobody asks for it
 */
record ExistingSide(
    Side side, Lookups lookups, DoubtfulKeys doubtful, Optional<UnmetObjects> extraneous) {
  /** Whether all of the destination is read, and not only where the source has keys. */
  boolean givesExtraneous() {
    return extraneous.isPresent();
  }
}
