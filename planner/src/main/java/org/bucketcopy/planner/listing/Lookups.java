package org.bucketcopy.planner.listing;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** Looks at single objects, so many at a time. Each answer, or failure, is of one object only. */
final class Lookups {
  /** At 100 ms a look this is 1,280 objects a second, as much as one listing gives in a page. */
  static final int MAX_IN_FLIGHT = 128;

  /**
   * What a look has shown.
   *
   * @param object what is there; empty if nothing is, or if the look failed
   * @param fault why it failed; empty if it did not
   */
  record Seen(Optional<ListedObject> object, Optional<StoreFault> fault) {}

  private final Answers answers;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int inFlight;

  /**
   * @param answers where they come in
   */
  Lookups(Answers answers) {
    this.answers = answers;
  }

  /** Looks at an object as soon as there is room. */
  void look(ObjectStore store, ObjectLocation at, Consumer<Seen> taker) {
    look(store, at, Optional.empty(), taker);
  }

  /** The same of one version of it; of the latest, if it is empty. */
  void look(
      ObjectStore store, ObjectLocation at, Optional<String> versionId, Consumer<Seen> taker) {
    waiting.add(
        () ->
            store
                .head(at, versionId)
                .whenComplete(
                    (info, failed) ->
                        answers.add(
                            () -> {
                              inFlight--;
                              taker.accept(failed == null ? seen(at, info) : seen(at, failed));
                              send();
                            })));
    send();
  }

  /**
   * Looks at the destination of a source, and gives both, or the failure of this source.
   *
   * @param relative the key of the source, relative to all that is transferred
   */
  void pair(
      ObjectStore existing,
      ObjectLocation to,
      String relative,
      SourceEntry source,
      Consumer<Candidate> taker) {
    look(
        existing,
        to,
        seen ->
            taker.accept(
                seen.fault().isEmpty()
                    ? source.to(to, seen.object())
                    : new FailedEntry(
                        source.uri(),
                        Optional.of(relative),
                        Optional.of(source.state()),
                        Optional.of(to),
                        seen.fault().get())));
  }

  /** Whether one more would be sent at once. */
  boolean hasRoom() {
    return inFlight < MAX_IN_FLIGHT && waiting.isEmpty();
  }

  /** Whether every look is answered. */
  boolean idle() {
    return inFlight == 0 && waiting.isEmpty();
  }

  private void send() {
    while (inFlight < MAX_IN_FLIGHT && !waiting.isEmpty()) {
      inFlight++;
      waiting.remove().run();
    }
  }

  private static Seen seen(ObjectLocation at, ObjectInfo info) {
    ListedObject object =
        new ListedObject(at.key(), info.identity(), info.metadata().storageClass());
    return new Seen(Optional.of(object), Optional.empty());
  }

  private static Seen seen(ObjectLocation at, Throwable failed) {
    StoreFault fault = StoreException.faultOf(failed, StoreOperation.HEAD_OBJECT, at);
    return new Seen(
        Optional.empty(),
        Optional.of(fault).filter(found -> found.kind() != StoreFault.Kind.NOT_FOUND));
  }
}
