package org.bucketcopy.job.copy;

import org.bucketcopy.planner.listing.PairedListing;
import org.bucketcopy.planner.source.Candidates;
import org.bucketcopy.planner.store.ObjectStore;

/** The candidates of a run, from the kind of source that its settings name. */
final class RunCandidates {
  /** At 100 ms a page this is more than one driver reads. */
  private static final int LISTINGS_IN_FLIGHT = 32;

  private RunCandidates() {}

  /**
   * All that the run has to look at.
   *
   * @param source the store to read from
   * @param destination the store to write to
   */
  static Candidates of(CopySettings settings, ObjectStore source, ObjectStore destination) {
    return new PairedListing(settings.mapping(), source, destination, LISTINGS_IN_FLIGHT);
  }
}
