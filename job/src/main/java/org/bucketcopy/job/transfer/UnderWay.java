package org.bucketcopy.job.transfer;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.bucketcopy.planner.thread.Guarded;

/** What was started and has not ended. Thread-safe. */
final class UnderWay {
  private final Map<Object, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();

  /** The same stage, which is under way until it is complete. */
  <T> CompletionStage<T> until(CompletionStage<T> stage) {
    Object name = new Object();
    CompletableFuture<Void> end = new CompletableFuture<>();
    ends.put(name, end);
    return stage.whenComplete(
        Guarded.answer(
            (value, failure) -> {
              ends.remove(name);
              end.complete(null);
            },
            end::completeExceptionally));
  }

  /** Completes when all has ended that is under way now. */
  CompletionStage<Void> ended() {
    return CompletableFuture.allOf(ends.values().toArray(CompletableFuture[]::new));
  }
}
