package org.bucketcopy.planner.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Lets Initiates through until it is closed, and knows how many are under way. An Initiate that
 * comes later is neither made nor answered: who ends a run does not wait for it. Thread-safe.
 */
public final class InitiateGate {
  private final CompletableFuture<Void> closedAndIdle = new CompletableFuture<>();
  private boolean closed;
  private int underWay;

  /** A gate that is open. */
  public InitiateGate() {}

  /** The store, of which every Initiate has to pass this gate. */
  public ObjectStore before(ObjectStore store) {
    return new Gated(store);
  }

  /**
   * Lets no Initiate through any more.
   *
   * @return completes when none is under way, and whoever made them has taken their answers
   */
  public CompletionStage<Void> close() {
    boolean idle;
    synchronized (this) {
      closed = true;
      idle = underWay == 0;
    }
    if (idle) {
      closedAndIdle.complete(null);
    }
    return closedAndIdle;
  }

  /** Initiates that were made and have no answer yet. */
  public synchronized int underWay() {
    return underWay;
  }

  private synchronized boolean passes() {
    if (closed) {
      return false;
    }
    underWay++;
    return true;
  }

  private void answered() {
    boolean idle;
    synchronized (this) {
      underWay--;
      idle = closed && underWay == 0;
    }
    if (idle) {
      closedAndIdle.complete(null);
    }
  }

  private final class Gated extends StoreDecorator {
    Gated(ObjectStore store) {
      super(store);
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      if (operation != StoreOperation.INITIATE) {
        return call.get();
      }
      CompletableFuture<T> result = new CompletableFuture<>();
      if (passes()) {
        made(call)
            .whenComplete(
                (value, failure) -> {
                  try {
                    tell(result, value, failure);
                  } finally {
                    answered();
                  }
                });
      }
      return result;
    }

    private static <T> CompletionStage<T> made(Supplier<CompletionStage<T>> call) {
      try {
        return call.get();
      } catch (Throwable defect) {
        return CompletableFuture.failedStage(defect);
      }
    }

    private static <T> void tell(CompletableFuture<T> result, T value, Throwable failure) {
      if (failure == null) {
        result.complete(value);
      } else {
        result.completeExceptionally(failure);
      }
    }
  }
}
