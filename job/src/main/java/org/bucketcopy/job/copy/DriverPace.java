package org.bucketcopy.job.copy;

import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.pace.RequestBudget;

/**
 * Keeps the driver's own requests to the destination's bucket within the run's budget.
 *
 * @param budget of the run
 * @param stores of the driver
 */
record DriverPace(RequestBudget budget, RetriedStores stores) {
  /** No executor's name: in local mode Spark calls the only one "driver". */
  private static final String DRIVER = "the driver itself";

  /** Takes the driver's share of the budget as it is now. */
  void adapt() {
    stores.pacer().rate(budget.share(DRIVER, stores.pacer().report()));
  }
}
