package org.bucketcopy.job.transfer;

import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.source.CopyPair;

/** The copies of objects that take one call each. Thread-safe. */
interface Wholes {
  /** Whether copies carry what only a look at their sources can tell. */
  boolean needLook();

  /** Adds an announced object, whose copy carries what its source does, to the queue. */
  void add(CopyPair pair);

  /**
   * Adds an announced object to the queue.
   *
   * @param looked the source as it was looked at
   */
  void add(CopyPair pair, ObjectInfo looked);

  /** Completes when no object is being deleted any more. */
  CompletionStage<Void> allRemoved();
}
