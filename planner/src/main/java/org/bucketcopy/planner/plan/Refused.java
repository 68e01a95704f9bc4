package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The entry cannot be transferred, which no request is needed to know.
 *
 * @param pair the entry and where it would go
 * @param fault why, and what to do about it
 */
public record Refused(TransferPair pair, StoreFault fault) implements ObjectPlan {
  /** What was found out here, without an answer of a store. */
  public static Refused of(TransferPair pair, StoreFault.Kind kind, String message) {
    StoreOperation operation =
        pair instanceof CopyPair ? StoreOperation.COPY_OBJECT : StoreOperation.PUT_OBJECT;
    return new Refused(pair, StoreFault.found(kind, operation, pair.destination(), message));
  }
}
