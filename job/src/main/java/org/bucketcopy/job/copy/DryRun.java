package org.bucketcopy.job.copy;

import java.util.EnumMap;
import java.util.Map;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.plan.CopyByParts;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.CopyWhole;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.AbsentDestination;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * Counts the requests that a plan would make, without making one, and fails what would be refused.
 * Listing is not counted here: the walk that plans has to make it.
 */
final class DryRun {
  private final StoreProfile store;
  private final CopyRules rules;
  private final Results results;
  private final Map<StoreOperation, Long> requests = new EnumMap<>(StoreOperation.class);
  private long parts;

  /**
   * @param store the store of the destination
   * @param rules what the user wants
   * @param results notified of what is refused
   */
  DryRun(StoreProfile store, CopyRules rules, Results results) {
    this.store = store;
    this.rules = rules;
    this.results = results;
  }

  void add(ObjectPlan plan) {
    if (plan instanceof CopyWhole) {
      count(StoreOperation.HEAD_OBJECT, looksBefore(Ability.COPY_OBJECT_IF_ABSENT));
      count(StoreOperation.COPY_OBJECT, 1);
    } else if (plan instanceof CopyByParts byParts) {
      int partCount = byParts.layout().partCount();
      parts += partCount;
      count(StoreOperation.HEAD_OBJECT, store.can(Ability.PART_COPY_IF_MATCH) ? 2 : 3);
      count(StoreOperation.HEAD_OBJECT, looksBefore(Ability.COMPLETE_IF_ABSENT));
      count(
          StoreOperation.READ_TAGS,
          rules.tags() != TagRule.NONE && store.can(Ability.TAGS) ? 1 : 0);
      count(StoreOperation.INITIATE, 1);
      count(StoreOperation.COPY_PART, partCount);
      count(StoreOperation.COMPLETE, 1);
    } else if (plan instanceof Refused refused) {
      results.failed(refused.pair(), refused.fault());
    }
  }

  private int looksBefore(Ability call) {
    return AbsentDestination.looks(store, rules.destination(), call) ? 1 : 0;
  }

  private void count(StoreOperation operation, long times) {
    if (times > 0) {
      requests.merge(operation, times, Long::sum);
    }
  }

  RequestCounts requests() {
    return new RequestCounts(requests, 0, 0);
  }

  long parts() {
    return parts;
  }
}
