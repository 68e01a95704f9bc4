package org.bucketcopy.planner.listing;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/** Answers of stores: they come in on any thread, and are handled on the one that walks. */
final class Answers {
  private final BlockingQueue<Runnable> queue;

  /**
   * @param queue empty and without bound
   */
  Answers(BlockingQueue<Runnable> queue) {
    this.queue = queue;
  }

  /** From any thread. */
  void add(Runnable answer) {
    queue.add(answer);
  }

  /** Handles what has come in. */
  void handle() {
    for (Runnable answer = queue.poll(); answer != null; answer = queue.poll()) {
      answer.run();
    }
  }

  /**
   * Waits for an answer and handles it.
   *
   * @throws CancellationException if the thread was interrupted; it still is then
   */
  void await() {
    try {
      queue.take().run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the listing was interrupted");
    }
  }
}
