package org.bucketcopy.planner.store;

import java.util.concurrent.CompletionException;

/** How a call of {@link ObjectStore} fails: carries the {@link StoreFault}, nothing else. */
public final class StoreException extends RuntimeException {
  private final StoreFault fault;

  public StoreException(StoreFault fault) {
    super(fault.toString());
    this.fault = fault;
  }

  public StoreException(StoreFault fault, Throwable cause) {
    super(fault.toString(), cause);
    this.fault = fault;
  }

  /** Why the call failed. */
  public StoreFault fault() {
    return fault;
  }

  /**
   * The fault inside {@code failure}, the exception of a completed stage.
   *
   * @throws CompletionException or the unchecked failure itself if it is no store's fault: a defect
   *     of ours is never taken for an answer of a store
   */
  public static StoreFault faultOf(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof StoreException known) {
      return known.fault;
    }
    if (cause instanceof RuntimeException defect) {
      throw defect;
    }
    if (cause instanceof Error defect) {
      throw defect;
    }
    throw new CompletionException(cause);
  }
}
