package org.bucketcopy.planner.listing;

import java.util.Optional;
import java.util.function.Consumer;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.ExtraneousObject;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * Objects that no entry of the source has met. Where the listing of the source does not show for
 * certain that nothing goes there, the source is looked at.
 */
final class ExtraneousObjects implements UnmetObjects {
  private final KeyMapping mapping;
  private final ObjectStore source;
  private final Lookups lookups;
  private final Consumer<Candidate> taker;
  private final DoubtfulKeys doubtful = new DoubtfulKeys();

  /**
   * @param taker takes those that are only at the destination, and the failures of looks
   */
  ExtraneousObjects(
      KeyMapping mapping, ObjectStore source, Lookups lookups, Consumer<Candidate> taker) {
    this.mapping = mapping;
    this.source = source;
    this.lookups = lookups;
    this.taker = taker;
  }

  /** Takes in an entry of the source that may be the object of another key. */
  void doubt(Unsure entry) {
    doubtful.add(mapping.source(), entry.key());
  }

  /** From now on the listing of the source is in no order that shows what it does not have. */
  void doubtAll() {
    doubtful.addAll();
  }

  /** Gives an object of the destination, unless the source has one that goes there. */
  @Override
  public void give(ListedObject there, boolean unmet) {
    ExtraneousObject object = new ExtraneousObject(mapping.destination().bucket(), there);
    Optional<ObjectLocation> from = mapping.sourceOf(there.key());
    if (from.isEmpty() || (unmet && !doubtful.covers(from.get().key()))) {
      taker.accept(object);
    } else {
      lookups.look(source, from.get(), seen -> give(object, from.get(), seen));
    }
  }

  /** What the source does have comes, or fails, as an entry of its listing. */
  private void give(ExtraneousObject object, ObjectLocation from, Lookups.Seen seen) {
    if (seen.fault().isPresent()) {
      taker.accept(
          new FailedEntry(
              from.uri(),
              Optional.of(mapping.relative(from.key())),
              Optional.empty(),
              Optional.of(object.destination()),
              seen.fault().get()));
    } else if (seen.object().isEmpty()) {
      taker.accept(object);
    }
  }
}
