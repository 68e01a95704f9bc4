package org.bucketcopy.planner.listing;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.Candidates;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.ManifestRow;
import org.bucketcopy.planner.source.NamedObject;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The objects that a manifest names, each with what is at its destination. Both are looked at by a
 * HEAD, so many rows at a time; nothing is listed. A row whose object is not there, or not in the
 * state that is wanted, fails by itself, and so does a later row with the same destination. Of
 * every row only a digest of its destination is kept. For one thread.
 */
public final class NamedPairs implements Candidates {
  private final Iterator<ManifestRow> rows;
  private final ObjectPrefix under;
  private final ObjectStore source;
  private final ObjectStore destination;
  private final Answers answers = new Answers(new LinkedBlockingQueue<>());
  private final Lookups lookups = new Lookups(answers);
  private final SeenKeys seen = new SeenKeys();
  private final Queue<Candidate> ready = new ArrayDeque<>();

  /**
   * Asks for nothing yet.
   *
   * @param rows throw a {@link org.bucketcopy.planner.store.StoreException} if the manifest cannot
   *     be read further
   * @param under what all destinations are under
   * @param source the store of the objects
   * @param destination the store of the destinations
   */
  public NamedPairs(
      Iterator<ManifestRow> rows, ObjectPrefix under, ObjectStore source, ObjectStore destination) {
    this.rows = rows;
    this.under = under;
    this.source = source;
    this.destination = destination;
  }

  @Override
  public boolean hasNext() {
    answers.handle();
    while (ready.isEmpty()) {
      boolean more = lookups.hasRoom() && rows.hasNext();
      if (more) {
        take(rows.next());
      } else if (lookups.idle()) {
        return false;
      } else {
        answers.await();
      }
      answers.handle();
    }
    return true;
  }

  @Override
  public Candidate next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all that the manifest names is given");
    }
    return ready.remove();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  private void take(ManifestRow row) {
    if (row instanceof FailedEntry failed) {
      ready.add(failed);
    } else if (row instanceof NamedObject named) {
      if (seen.add(named.destination().key())) {
        lookups.look(source, named.source(), named.versionId(), found -> found(named, found));
      } else {
        ready.add(
            failed(
                named,
                Optional.empty(),
                fault(named, Kind.INVALID, "a row before it has the same destination")));
      }
    }
  }

  private void found(NamedObject named, Lookups.Seen looked) {
    Optional<StoreFault> fault =
        looked
            .fault()
            .or(
                () ->
                    looked.object().isEmpty()
                        ? Optional.of(fault(named, Kind.NOT_FOUND, "there is no such object"))
                        : looked
                            .object()
                            .flatMap(there -> named.wanted().difference(there.identity()))
                            .map(
                                other -> fault(named, Kind.SOURCE_CHANGED, "the object " + other)));
    if (fault.isPresent()) {
      ready.add(failed(named, looked.object(), fault.orElseThrow()));
      return;
    }
    lookups.pair(
        destination,
        named.destination(),
        under.relative(named.destination().key()),
        pinned(named, looked.object().orElseThrow()),
        ready::add);
  }

  /** Of the version that is named, also where the answer does not repeat it. */
  private static SourceObject pinned(NamedObject named, ListedObject found) {
    ObjectIdentity state = found.identity();
    return new SourceObject(
        named.source(),
        new ObjectIdentity(
            state.etag(),
            named.versionId().or(state::versionId),
            state.size(),
            state.lastModified()),
        found.storageClass());
  }

  private FailedEntry failed(NamedObject named, Optional<ListedObject> found, StoreFault fault) {
    return new FailedEntry(
        named.source().uri(),
        Optional.of(under.relative(named.destination().key())),
        found.map(ListedObject::identity),
        Optional.of(named.destination()),
        fault);
  }

  private static StoreFault fault(NamedObject named, Kind kind, String message) {
    return StoreFault.found(
        kind, StoreOperation.HEAD_OBJECT, named.source(), named.row() + ": " + message);
  }
}
