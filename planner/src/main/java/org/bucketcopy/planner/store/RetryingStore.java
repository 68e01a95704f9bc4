package org.bucketcopy.planner.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Repeats the calls of a store by the decision their fault asks for. The one place that retries:
 * the SDKs' own retries are off.
 */
public final class RetryingStore extends StoreDecorator {
  private final RetryPolicy policy;
  private final ScheduledExecutorService timer;

  /**
   * @param store the store whose calls are repeated
   * @param policy how often and after what pauses
   * @param timer waits for the pauses; never used for the calls' own work
   */
  public RetryingStore(ObjectStore store, RetryPolicy policy, ScheduledExecutorService timer) {
    super(store);
    this.policy = policy;
    this.timer = timer;
  }

  @Override
  protected <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    attempt(operation, call, 0, result);
    return result;
  }

  private <T> void attempt(
      StoreOperation operation,
      Supplier<CompletionStage<T>> call,
      int repetition,
      CompletableFuture<T> result) {
    try {
      call.get()
          .whenComplete(
              (value, failure) -> {
                if (failure == null) {
                  result.complete(value);
                } else {
                  failed(operation, call, repetition, failure, result);
                }
              });
    } catch (RuntimeException | Error defect) {
      result.completeExceptionally(defect);
    }
  }

  private <T> void failed(
      StoreOperation operation,
      Supplier<CompletionStage<T>> call,
      int repetition,
      Throwable failure,
      CompletableFuture<T> result) {
    try {
      StoreFault fault = StoreException.faultOf(failure);
      if (repetition >= policy.retries() || !mayRepeat(operation, fault.kind())) {
        result.completeExceptionally(new StoreException(fault, failure));
        return;
      }
      long ceiling = policy.ceilingMillis(fault.kind(), repetition + 1);
      timer.schedule(
          () -> attempt(operation, call, repetition + 1, result),
          ThreadLocalRandom.current().nextLong(ceiling + 1),
          TimeUnit.MILLISECONDS);
    } catch (RuntimeException | Error defect) {
      result.completeExceptionally(defect);
    }
  }

  private static boolean mayRepeat(StoreOperation operation, StoreFault.Kind kind) {
    return kind.passing() && (kind != StoreFault.Kind.UNKNOWN || operation.repeatable());
  }
}
