package org.bucketcopy.planner.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Retries the calls of a store by the decision their fault asks for. The one place that retries:
 * the SDKs' own retries are off.
 *
 * <p>A quick call is also retried when no answer comes for long, since a connection may be dead
 * without anybody being notified; the answer that comes first counts. No other call is: a copy may
 * take minutes, and a store may be at work on it.
 */
public final class RetryingStore extends StoreDecorator {
  private final RetryPolicy policy;
  private final ScheduledExecutorService timer;
  private final LongUnaryOperator jitter;

  /**
   * @param store the store whose calls are retried
   * @param policy how often and after what pauses
   * @param timer waits for the pauses; never used for the calls' own work
   * @param jitter draws a pause: for a bound a value from 0 up to it, itself excluded; called from
   *     any thread
   */
  public RetryingStore(
      ObjectStore store,
      RetryPolicy policy,
      ScheduledExecutorService timer,
      LongUnaryOperator jitter) {
    super(store);
    this.policy = policy;
    this.timer = timer;
    this.jitter = jitter;
  }

  @Override
  protected <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    new Guarded(
            () -> attempt(new Call<>(operation, target, call, result), Repetitions.NONE),
            result::completeExceptionally)
        .run();
    return result;
  }

  private record Call<T>(
      StoreOperation operation,
      Object target,
      Supplier<CompletionStage<T>> call,
      CompletableFuture<T> result) {}

  /** How often a call was retried, after it was throttled and after other faults. */
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
    if (call.result().isDone()) {
      return;
    }
    // One of the answer and the end of patience decides what comes next.
    AtomicBoolean undecided = new AtomicBoolean(true);
    CompletionStage<T> answer;
    try {
      answer = call.call().get();
    } catch (Throwable defect) {
      failed(call, repetitions, defect);
      return;
    }
    Optional<Future<?>> patience = patience(call, repetitions, answer, undecided);
    answer.whenComplete(
        Guarded.answer(
            (value, failure) -> {
              patience.ifPresent(waiting -> waiting.cancel(false));
              if (failure == null) {
                call.result().complete(value);
              } else if (undecided.getAndSet(false)) {
                failed(call, repetitions, failure);
              }
            },
            call.result()::completeExceptionally));
  }

  /** Lets a quick call without an answer be retried; its last attempt has all the time. */
  private <T> Optional<Future<?>> patience(
      Call<T> call, Repetitions repetitions, CompletionStage<T> answer, AtomicBoolean undecided) {
    if (!call.operation().quick()
        || repetitions.others() >= policy.retries()
        || answer.toCompletableFuture().isDone()) {
      return Optional.empty();
    }
    long millis = policy.patienceMillis(repetitions.others());
    Runnable end =
        () -> {
          if (!call.result().isDone() && undecided.getAndSet(false)) {
            failed(call, repetitions, unanswered(call, millis));
          }
        };
    try {
      return Optional.of(
          timer.schedule(
              new Guarded(end, call.result()::completeExceptionally),
              millis,
              TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException closing) {
      return Optional.empty();
    }
  }

  private static StoreException unanswered(Call<?> call, long millis) {
    return new StoreException(
        StoreFault.found(
            StoreFault.Kind.UNKNOWN,
            call.operation(),
            call.target(),
            "no answer for " + TimeUnit.MILLISECONDS.toSeconds(millis) + " seconds"));
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
      new Guarded(() -> attempt(call, next), call.result()::completeExceptionally)
          .after(timer, jitter.applyAsLong(ceiling + 1), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      call.result().completeExceptionally(new StoreException(fault, closing));
    }
  }

  private static boolean mayRepeat(StoreOperation operation, StoreFault.Kind kind) {
    return kind.passing() && (kind != StoreFault.Kind.UNKNOWN || operation.repeatable());
  }
}
