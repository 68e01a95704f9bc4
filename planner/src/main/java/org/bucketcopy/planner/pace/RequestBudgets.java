package org.bucketcopy.planner.pace;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bucketcopy.planner.model.Bucket;

/**
 * The budgets of a run, one for each bucket that its processes send requests to. A bucket that was
 * given none gets an adaptive one when its first load is reported. And that of the bytes that they
 * send. Thread-safe.
 */
public final class RequestBudgets {
  private final Ticker clock;
  private final Map<Bucket, RequestBudget> budgets;
  private final ByteBudget bytes;

  /**
   * @param known the budgets that the run has from its start
   * @param bytes of all that is sent, to whichever bucket
   * @param clock of all other budgets
   */
  public RequestBudgets(Map<Bucket, RequestBudget> known, ByteBudget bytes, Ticker clock) {
    this.clock = clock;
    this.budgets = new HashMap<>(known);
    this.bytes = bytes;
  }

  /** The same without a limit of bytes. */
  public RequestBudgets(Map<Bucket, RequestBudget> known, Ticker clock) {
    this(known, ByteBudget.unlimited(clock), clock);
  }

  /** The budget of the bytes that are sent. */
  public ByteBudget bytes() {
    return bytes;
  }

  /**
   * Takes the loads of a process, as {@link RequestBudget#share} does, and says what its rates are
   * from now on.
   *
   * @param member names the process
   * @param loads what it has asked of each bucket
   * @return requests in a second to each bucket that has a budget; infinite where there is no limit
   */
  public synchronized Map<Bucket, Double> shares(String member, Map<Bucket, BucketLoad> loads) {
    loads.keySet().forEach(this::of);
    Map<Bucket, Double> shares = new HashMap<>();
    budgets.forEach(
        (bucket, budget) ->
            shares.put(bucket, budget.share(member, loads.getOrDefault(bucket, BucketLoad.NONE))));
    return shares;
  }

  /** The budget of {@code bucket}. */
  public synchronized RequestBudget of(Bucket bucket) {
    return budgets.computeIfAbsent(bucket, first -> RequestBudget.adaptive(clock));
  }

  /** A process is gone: the others share what it had. */
  public synchronized void left(String member) {
    budgets.values().forEach(budget -> budget.left(member));
    bytes.left(member);
  }

  /** The buckets with room for requests that could be done without. */
  public synchronized Set<Bucket> spare() {
    ImmutableSet.Builder<Bucket> spare = ImmutableSet.builder();
    budgets.forEach(
        (bucket, budget) -> {
          if (budget.spare()) {
            spare.add(bucket);
          }
        });
    return spare.build();
  }
}
