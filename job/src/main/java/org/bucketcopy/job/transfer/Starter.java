package org.bucketcopy.job.transfer;

import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.plan.ObjectPlan;

/** Starts the objects of one kind of source. */
interface Starter {
  /**
   * Starts one object; waits while enough work is ahead of the executors.
   *
   * @throws InterruptedException if the run is to stop; the object was not started then
   */
  void start(ObjectPlan plan) throws InterruptedException;

  /** Whether what is there may be wrong and ours, however much it looks like what is wanted. */
  boolean doubts(ObjectPlan plan);

  /** Completes when no object of one call is being deleted any more that is not right. */
  CompletionStage<Void> allRemoved();
}
