package org.bucketcopy.planner.store;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for calls of an {@link ObjectStore}. */
public final class Calls {
  private static final long MINUTES = 3;

  private Calls() {}

  /**
   * What the call answers.
   *
   * @throws StoreException as the call failed
   * @throws AssertionError if it failed with anything else, or not within minutes
   */
  public static <T> T done(CompletionStage<T> call) {
    try {
      return call.toCompletableFuture().get(MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof StoreException refused) {
        throw refused;
      }
      throw new AssertionError("a call failed with something else than its fault", failed);
    } catch (TimeoutException late) {
      throw new AssertionError("a call was not answered", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** The fault with which the call fails. */
  public static StoreFault fault(CompletionStage<?> call) {
    try {
      throw new AssertionError("the call should have failed and answered " + done(call));
    } catch (StoreException refused) {
      return refused.fault();
    }
  }
}
