package org.bucketcopy.planner.listing;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The requests of a listing, so many in flight at a time. After the first failure nothing more is
 * asked for.
 */
final class ListingRequests {
  private final int maxInFlight;
  private final Answers answers;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int inFlight;
  private Optional<StoreException> failure = Optional.empty();

  /**
   * @param maxInFlight maximum number of requests at a time
   * @param answers where they come in
   */
  ListingRequests(int maxInFlight, Answers answers) {
    checkArgument(maxInFlight > 0, "%s requests in flight list nothing", maxInFlight);
    this.maxInFlight = maxInFlight;
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
                              inFlight--;
                              if (failed == null) {
                                taker.accept(page);
                              } else {
                                fail(
                                    new StoreException(
                                        StoreException.faultOf(
                                            failed, StoreOperation.LIST_OBJECTS, prefix),
                                        failed));
                              }
                              send();
                            })));
    send();
  }

  /** Whether one more could be in flight. */
  boolean hasRoom() {
    return inFlight < maxInFlight && failure.isEmpty();
  }

  private void send() {
    while (hasRoom() && !waiting.isEmpty()) {
      inFlight++;
      waiting.remove().run();
    }
  }

  /** Ends the listing, unless it has failed already. */
  void fail(StoreException reason) {
    if (failure.isEmpty()) {
      failure = Optional.of(reason);
    }
  }

  /** Why nothing more is listed. */
  Optional<StoreException> failure() {
    return failure;
  }
}
