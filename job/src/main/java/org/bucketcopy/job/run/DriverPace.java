package org.bucketcopy.job.run;

import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.pace.RequestBudgets;

/**
 * Keeps the driver's own requests to paced buckets within the run's budgets.
 *
 * @param budgets of the run
 * @param stores of the driver
 */
record DriverPace(RequestBudgets budgets, RetriedStores stores) {
  /** No executor's name: in local mode Spark calls the only one "driver". */
  private static final String DRIVER = "the driver itself";

  /** Takes the driver's shares of the budgets as they are now. */
  void adapt() {
    stores.pacers().rates(budgets.shares(DRIVER, stores.pacers().report()));
  }
}
