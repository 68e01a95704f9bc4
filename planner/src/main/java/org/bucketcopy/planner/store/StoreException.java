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

  /** The decision that {@code failure}, the exception of a completed stage, asks for. */
  public static StoreFault.Kind kindOf(Throwable failure) {
    return causeOf(failure) instanceof StoreException known
        ? known.fault.kind()
        : StoreFault.Kind.DEFECT;
  }

  /**
   * The fault inside {@code failure}, the exception of a completed stage. A failure that no store
   * reported is a {@link StoreFault.Kind#DEFECT}: it is never taken for an answer.
   *
   * @param operation what was attempted
   * @param target on what
   */
  public static StoreFault faultOf(Throwable failure, StoreOperation operation, Object target) {
    Throwable cause = causeOf(failure);
    return cause instanceof StoreException known
        ? known.fault
        : StoreFault.found(StoreFault.Kind.DEFECT, operation, target, cause.toString());
  }

  /** What a later stage throws to fail as the former one did. */
  public static CompletionException again(Throwable failure) {
    return failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }

  private static Throwable causeOf(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
