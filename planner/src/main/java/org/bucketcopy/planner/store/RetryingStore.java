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
    attempt(new Call<>(operation, target, call, result), Repetitions.NONE);
    return result;
  }

  private record Call<T>(
      StoreOperation operation,
      Object target,
      Supplier<CompletionStage<T>> call,
      CompletableFuture<T> result) {}

  /** How often a call was repeated, after it was throttled and after other faults. */
  private record Repetitions(int throttled, int others) {
    static final Repetitions NONE = new Repetitions(0, 0);

    int after(StoreFault.Kind kind) {
      return kind == StoreFault.Kind.THROTTLED ? throttled : others;
    }

    Repetitions andOneAfter(StoreFault.Kind kind) {
      return kind == StoreFault.Kind.THROTTLED
          ? new Repetitions(throttled + 1, others)
          : new Repetitions(throttled, others + 1);
    }
  }

  private <T> void attempt(Call<T> call, Repetitions repetitions) {
    try {
      call.call()
          .get()
          .whenComplete(
              (value, failure) -> {
                if (failure == null) {
                  call.result().complete(value);
                } else {
                  failed(call, repetitions, failure);
                }
              });
    } catch (RuntimeException defect) {
      failed(call, repetitions, defect);
    }
  }

  private <T> void failed(Call<T> call, Repetitions repetitions, Throwable failure) {
    StoreFault fault = StoreException.faultOf(failure, call.operation(), call.target());
    Repetitions next = repetitions.andOneAfter(fault.kind());
    if (next.after(fault.kind()) > policy.repetitions(fault.kind())
        || !mayRepeat(call.operation(), fault.kind())) {
      call.result().completeExceptionally(new StoreException(fault, failure));
      return;
    }
    long ceiling = policy.ceilingMillis(fault.kind(), next.after(fault.kind()));
    try {
      timer.schedule(
          () -> attempt(call, next),
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
