package org.bucketcopy.planner.listing;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.ListedInstead;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * One object with its destination and what is there already. Both are looked at when the object is
 * asked for; nothing is listed, but where a look is denied. One that is not there fails. For one
 * thread.
 */
public final class SingleObject implements CoveredWalk {
  private final ObjectLocation object;
  private final ObjectLocation destination;
  private final ObjectStore source;
  private final ObjectStore existing;
  private final Answers answers = new Answers(new LinkedBlockingQueue<>());
  private Optional<Candidate> seen = Optional.empty();
  private boolean asked;
  private boolean given;

  /**
   * Asks for nothing yet.
   *
   * @param object what is copied
   * @param destination where it goes
   * @param source where it is
   * @param existing where the destination is
   */
  public SingleObject(
      ObjectLocation object, ObjectLocation destination, ObjectStore source, ObjectStore existing) {
    this.object = object;
    this.destination = destination;
    this.source = source;
    this.existing = existing;
  }

  @Override
  public boolean hasNext() {
    if (!asked) {
      asked = true;
      look();
    }
    while (seen.isEmpty()) {
      answers.await();
    }
    return !given;
  }

  @Override
  public Candidate next() {
    if (!hasNext()) {
      throw new NoSuchElementException(object + " is given");
    }
    given = true;
    return seen.orElseThrow();
  }

  private void look() {
    ListedInstead.object(source, object)
        .thenCombine(ListedInstead.object(existing, destination), this::candidate)
        .exceptionally(
            failure -> failed(StoreException.faultOf(failure, StoreOperation.HEAD_OBJECT, object)))
        .thenAccept(candidate -> answers.add(() -> seen = Optional.of(candidate)));
  }

  private Candidate candidate(Optional<ListedObject> found, Optional<ListedObject> there) {
    return found
        .<Candidate>map(listed -> SourceObject.of(object.bucket(), listed).to(destination, there))
        .orElseGet(
            () ->
                failed(
                    StoreFault.found(
                        StoreFault.Kind.NOT_FOUND,
                        StoreOperation.HEAD_OBJECT,
                        object,
                        "there is no such object any more")));
  }

  private Candidate failed(StoreFault fault) {
    return new FailedEntry(
        object.uri(), Optional.of(""), Optional.empty(), Optional.of(destination), fault);
  }

  /** Never known: there is nothing to go on from. */
  @Override
  public Optional<Coverage> covered() {
    return Optional.empty();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }
}
