package org.bucketcopy.job.run;

import java.util.ArrayList;
import java.util.List;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.StoreFault.Kind;

/**
 * What is transferred once all else is in, since it makes the rest visible, as the metadata of a
 * table does. All of it is held in memory. For one thread.
 */
final class LastPlans {
  private final List<ObjectPlan> kept = new ArrayList<>();

  void keep(ObjectPlan plan) {
    kept.add(plan);
  }

  /**
   * What was kept, in the order in which it came; refused if something else has failed.
   *
   * @param failed how many others have
   */
  List<ObjectPlan> plans(long failed) {
    return failed == 0
        ? kept
        : kept.stream().<ObjectPlan>map(plan -> refused(plan.pair(), failed)).toList();
  }

  private static Refused refused(TransferPair pair, long failed) {
    return Refused.of(
        pair,
        Kind.TRANSIENT,
        String.format("it is to come last, and %d others have failed: run the same again", failed));
  }
}
