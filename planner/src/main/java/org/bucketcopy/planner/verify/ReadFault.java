package org.bucketcopy.planner.verify;

import java.io.IOException;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** Bytes that are to be compared and cannot be read. */
final class ReadFault {
  private ReadFault() {}

  /** What is known of {@code failure}; otherwise it may pass. */
  static StoreException of(IOException failure, Object target) {
    StoreFault fault =
        SourceFaultException.in(failure)
            .orElseGet(
                () ->
                    StoreFault.found(
                        StoreFault.Kind.TRANSIENT,
                        StoreOperation.READ_RANGE,
                        target,
                        "it cannot be read: " + failure.getMessage()));
    return new StoreException(fault, failure);
  }
}
