package org.bucketcopy.job.transfer;

import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Guarded;

/**
 * What becomes of objects whose PutObject has failed. Of an attempt whose answer was lost, or has
 * shown that other bytes arrived, an object may be there that is not known to be right: it is
 * deleted if it has the token of its put, and made once more. Thread-safe.
 */
final class FailedPuts {
  private final UnsureObjects unsure;
  private final Results results;
  private final UnderWay removals = new UnderWay();

  /**
   * @param destination the store that holds the objects
   * @param run what all transfers share
   */
  FailedPuts(ObjectStore destination, TransferRun run) {
    this.unsure = new UnsureObjects(destination, run.journal());
    this.results = run.results();
  }

  /** An object that one PutObject was to make. */
  interface Failed {
    /** What goes where. */
    TransferPair pair();

    /** The call. */
    ObjectPut put();

    /** Marks the object. */
    UploadToken token();

    /** Whether it was to take the place of one that was wrong or not known to be right. */
    boolean repeated();

    /** Has it made once more, as one that is {@link #repeated}. */
    void again();
  }

  /** Settles an object. */
  void settle(Failed object, StoreFault fault) {
    switch (fault.kind()) {
      case CORRUPT, ALREADY_EXISTS, UNKNOWN -> remove(object, fault, !object.repeated());
      // What was stored cannot be proved as it was asked for.
      case UNSUPPORTED -> remove(object, fault, /* again= */ false);
      default -> results.failed(object.pair(), fault);
    }
  }

  /**
   * Deletes the object if it is ours.
   *
   * @param again whether it is then made once more
   */
  private void remove(Failed object, StoreFault fault, boolean again) {
    removals
        .until(unsure.remove(object.put(), object.token(), fault))
        .whenComplete(
            Guarded.answer(
                (left, defect) -> {
                  if (defect != null) {
                    results.failed(object.pair(), faultOf(object, defect));
                  } else if (again && left.clear()) {
                    object.again();
                  } else {
                    results.failed(object.pair(), left.fault());
                  }
                },
                results::defect));
  }

  /** Completes when no object is being deleted any more. */
  CompletionStage<Void> allRemoved() {
    return removals.ended();
  }

  private static StoreFault faultOf(Failed object, Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.PUT_OBJECT, object.put().destination());
  }
}
