package org.bucketcopy.job.run;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.Set;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.pace.ByteBudget;
import org.bucketcopy.planner.pace.RequestBudget;
import org.bucketcopy.planner.pace.RequestBudgets;

/**
 * Keeps the driver's own requests to paced buckets within the run's budgets.
 *
 * @param budgets of the run
 * @param buckets those that executors send requests to
 * @param stores of the driver
 */
public record DriverPace(RequestBudgets budgets, Set<Bucket> buckets, RetriedStores stores) {
  /** No executor's name: in local mode Spark calls the only one "driver". */
  private static final String DRIVER = "the driver itself";

  /**
   * The pace of a run.
   *
   * @param paced the buckets that have the limit of the settings, each for itself
   * @param stores of the driver
   */
  public static DriverPace of(
      RequestSettings requests, Set<Bucket> paced, RetriedStores stores, Ticker ticker) {
    int most = requests.maxPerSecond();
    long mostBytes = requests.maxBytesPerSecond();
    ByteBudget bytes =
        mostBytes == 0 ? ByteBudget.unlimited(ticker) : ByteBudget.below(mostBytes, ticker);
    return new DriverPace(
        new RequestBudgets(
            Maps.toMap(
                paced,
                bucket ->
                    most == 0 ? RequestBudget.adaptive(ticker) : RequestBudget.below(most, ticker)),
            bytes,
            ticker),
        ImmutableSet.copyOf(paced),
        stores);
  }

  /** The driver sends all bytes itself. */
  void sendAll() {
    stores.pacers().bytes().rate(budgets.bytes().limit());
  }

  /** Takes the driver's shares of the budgets as they are now. */
  public void adapt() {
    stores.pacers().rates(budgets.shares(DRIVER, stores.pacers().report()));
  }
}
