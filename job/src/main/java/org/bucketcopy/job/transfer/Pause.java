package org.bucketcopy.job.transfer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Waits without a thread. */
final class Pause {
  private Pause() {}

  /** Completes after this time, in milliseconds. */
  static CompletionStage<Void> of(long millis) {
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
  }
}
