package org.bucketcopy.job.transfer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.planner.thread.Guarded;

/** Waits on a timer's thread, which then runs what was waiting. */
final class Pause {
  private Pause() {}

  /** Completes after this time, in milliseconds, on the thread of {@code timer}. */
  static CompletionStage<Void> of(long millis, ScheduledExecutorService timer) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try {
      new Guarded(() -> over.complete(null), over::completeExceptionally)
          .after(timer, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      over.completeExceptionally(closing);
    }
    return over;
  }
}
