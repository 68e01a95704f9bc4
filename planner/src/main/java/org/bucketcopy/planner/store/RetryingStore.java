package org.bucketcopy.planner.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
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
    attempt(new Call<>(operation, target, call, result), 0);
    return result;
  }

  private record Call<T>(
      StoreOperation operation,
      Object target,
      Supplier<CompletionStage<T>> call,
      CompletableFuture<T> result) {}

  private <T> void attempt(Call<T> call, int repetition) {
    try {
      call.call()
          .get()
          .whenComplete(
              (value, failure) -> {
                if (failure == null) {
                  call.result().complete(value);
                } else {
                  failed(call, repetition, failure);
                }
              });
    } catch (RuntimeException defect) {
      failed(call, repetition, defect);
    }
  }

  private <T> void failed(Call<T> call, int repetition, Throwable failure) {
    StoreFault fault = StoreException.faultOf(failure, call.operation(), call.target());
    if (repetition >= policy.retries() || !mayRepeat(call.operation(), fault.kind())) {
      call.result().completeExceptionally(new StoreException(fault, failure));
      return;
    }
    long ceiling = policy.ceilingMillis(fault.kind(), repetition + 1);
    try {
      timer.schedule(
          () -> attempt(call, repetition + 1),
          ThreadLocalRandom.current().nextLong(ceiling + 1),
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      call.result().completeExceptionally(new StoreException(fault, closing));
    }
  }

  private static boolean mayRepeat(StoreOperation operation, StoreFault.Kind kind) {
    return kind.passing() && (kind != StoreFault.Kind.UNKNOWN || operation.repeatable());
  }
}
