package org.bucketcopy.planner.store;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Each of some faults hits a share of all calls: the same ones for the same seed and order. */
public final class RandomFaults implements FaultScript {
  private final Random random;
  private final double share;
  private final ImmutableList<InjectedFault> faults;

  /**
   * @param seed of the dice
   * @param share how many of the calls each fault hits, from 0 to 1; together at most 1
   * @param faults what happens
   */
  public RandomFaults(long seed, double share, List<InjectedFault> faults) {
    this.random = new Random(seed);
    this.share = share;
    this.faults = ImmutableList.copyOf(faults);
  }

  @Override
  public Optional<InjectedFault> next(StoreOperation operation, Object target) {
    int hit = (int) (random.nextDouble() / share);
    return hit < faults.size() ? Optional.of(faults.get(hit)) : Optional.empty();
  }
}
