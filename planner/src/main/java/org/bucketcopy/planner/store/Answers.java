package org.bucketcopy.planner.store;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits for a store's answer on a thread that can be interrupted. */
public final class Answers {
  private Answers() {}

  /**
   * The answer to a call.
   *
   * @param operation what was asked
   * @param target of what
   * @throws StoreException if the call failed
   * @throws InterruptedException if the thread is to stop; the call may still be under way
   */
  public static <T> T await(CompletionStage<T> call, StoreOperation operation, Object target)
      throws InterruptedException {
    try {
      return call.toCompletableFuture().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StoreException(StoreException.faultOf(cause, operation, target), cause);
    } catch (CancellationException e) {
      throw new StoreException(StoreException.faultOf(e, operation, target), e);
    }
  }
}
