package org.bucketcopy.planner.listing;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The requests of a listing, so many in flight at a time. Answers come in on any thread and are
 * handled on the one that calls {@link #handle} and {@link #await}, as all else is. After the first
 * failure nothing more is asked for.
 */
final class ListingRequests {
  private final int mostInFlight;
  private final BlockingQueue<Runnable> answers;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int inFlight;
  private Optional<StoreException> failure = Optional.empty();

  /**
   * @param mostInFlight at a time
   * @param answers an empty queue without bound
   */
  ListingRequests(int mostInFlight, BlockingQueue<Runnable> answers) {
    checkArgument(mostInFlight > 0, "%s requests in flight list nothing", mostInFlight);
    this.mostInFlight = mostInFlight;
    this.answers = answers;
  }

  /** Asks for a page as soon as there is room. */
  void ask(
      ObjectStore store,
      ObjectPrefix prefix,
      Optional<String> startAfter,
      Consumer<ListingPage> taker) {
    waiting.add(
        () ->
            store
                .list(prefix, startAfter)
                .whenComplete(
                    (page, failed) ->
                        answers.add(
                            () -> {
                              if (failed == null) {
                                taker.accept(page);
                              } else {
                                fail(
                                    new StoreException(
                                        StoreException.faultOf(
                                            failed, StoreOperation.LIST_OBJECTS, prefix),
                                        failed));
                              }
                            })));
    send();
  }

  /** Whether one more could be in flight. */
  boolean hasRoom() {
    return inFlight < mostInFlight && failure.isEmpty();
  }

  /** Handles what has come in. */
  void handle() {
    for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
      handle(answer);
    }
  }

  /**
   * Waits for an answer and handles it.
   *
   * @throws StoreException if a request has failed
   * @throws CancellationException if the thread was interrupted; it still is then
   */
  void await() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    try {
      handle(answers.take());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the listing was interrupted");
    }
  }

  private void handle(Runnable answer) {
    inFlight--;
    answer.run();
    send();
  }

  private void send() {
    while (hasRoom() && !waiting.isEmpty()) {
      inFlight++;
      waiting.remove().run();
    }
  }

  /** Lets {@link #await} fail, unless it does so already. */
  void fail(StoreException reason) {
    if (failure.isEmpty()) {
      failure = Optional.of(reason);
    }
  }
}
