package org.bucketcopy.job.stores.bos;

import com.baidubce.BceClientException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Runs the SDK's blocking calls on daemon threads: one for each call that is made at a time, and no
 * more than there are connections. What waits for a thread is bounded by the callers, who bound
 * their requests in flight.
 */
final class BosCalls implements AutoCloseable {
  private static final long IDLE_SECONDS = 60;

  private final ThreadPoolExecutor threads;

  BosCalls(String name, int connections) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            1,
            connections,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new IdleFirst(),
            work -> {
              Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            BosCalls::waitForThread);
  }

  /** Takes work only for a thread that is idle, so that the pool starts one where none is. */
  private static final class IdleFirst extends LinkedTransferQueue<Runnable> {
    @Override
    public boolean offer(Runnable work) {
      return tryTransfer(work);
    }
  }

  /** All threads are at work: the pool keeps at least one, which comes for it. */
  private static void waitForThread(Runnable work, ThreadPoolExecutor threads) {
    threads.getQueue().add(work);
    if (threads.isShutdown() && threads.getQueue().remove(work)) {
      throw new RejectedExecutionException("closed");
    }
  }

  /**
   * Starts {@code work}.
   *
   * @return its result, or the {@link StoreException} it failed with; a defect stays what it is
   */
  <T> CompletionStage<T> start(StoreOperation operation, Object target, Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(
          new Guarded(() -> run(operation, target, work, result), result::completeExceptionally));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(invalid(operation, target, "the store is closed", e));
    }
    return result;
  }

  /** Starts {@code work} that has no result. */
  CompletionStage<Void> start(StoreOperation operation, Object target, Runnable work) {
    return start(
            operation,
            target,
            () -> {
              work.run();
              return Optional.empty();
            })
        .thenAccept(nothing -> {});
  }

  private static <T> void run(
      StoreOperation operation, Object target, Supplier<T> work, CompletableFuture<T> result) {
    try {
      result.complete(work.get());
    } catch (BceClientException e) {
      result.completeExceptionally(BosFaults.exception(operation, target, e));
    } catch (IllegalArgumentException e) {
      result.completeExceptionally(invalid(operation, target, String.valueOf(e.getMessage()), e));
    }
  }

  private static StoreException invalid(
      StoreOperation operation, Object target, String message, Throwable cause) {
    return new StoreException(
        StoreFault.found(StoreFault.Kind.INVALID, operation, target, message), cause);
  }

  /** Takes no more work; what was started continues. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
