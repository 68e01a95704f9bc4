package org.bucketcopy.job.step;

import java.util.Optional;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CopiedObject;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.TaggingDirective;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.verify.CompositeEtag;

/**
 * The copies of whole objects by one call each. A copy with the ETag of its source is right. One
 * with another ETag may be: it is looked at only where that can tell, which is where the answer has
 * a CRC-64, or both ETags are the md5 of the content.
 *
 * <p>A store that ignores the condition on the source copies the state that is there at that
 * moment: one whole state, and so a right copy. Thread-safe.
 */
public final class WholeObjects {
  private final ObjectStore source;
  private final ObjectStore destination;
  private final DestinationRule rule;
  private final TagRule tags;
  private final WorkQueue queue;
  private final UploadJournal journal;
  private final Results results;
  private final WrongCopies wrongCopies;

  /**
   * @param source the store to read from
   * @param destination the store that copies
   * @param rule what to do to objects at the destination
   * @param tags what the user wants of the tags of objects
   * @param queue where the work goes
   * @param journal told of copies that a later run could not know
   * @param results told what became of each object
   */
  public WholeObjects(
      ObjectStore source,
      ObjectStore destination,
      DestinationRule rule,
      TagRule tags,
      WorkQueue queue,
      UploadJournal journal,
      Results results) {
    this.source = source;
    this.destination = destination;
    this.rule = rule;
    this.tags = tags;
    this.queue = queue;
    this.journal = journal;
    this.results = results;
    this.wrongCopies = new WrongCopies(destination, journal);
  }

  /** Adds an announced object to the queue. */
  void add(CopyPair pair, Optional<String> versionId) {
    CopySource from = new CopySource(pair.source(), pair.listed().identity().etag(), versionId);
    ObjectCopy copy = new ObjectCopy(from, pair.destination(), pair.storageClass(), rule);
    add(
        new WholeObject(
            this,
            pair,
            tags == TagRule.NONE && hasTags() ? copy.withoutTags() : copy,
            Optional.empty(),
            /* repeated= */ false));
  }

  /** A store without tags may not know what to say to have none. */
  private boolean hasTags() {
    return destination.profile().can(Ability.TAGS);
  }

  private void add(WholeObject object) {
    queue.add(object, object.pair().listed().size());
  }

  /** The store has answered that it has made the copy. */
  void copied(WholeObject object, CopiedObject made) {
    if (!lookTells(object, made)) {
      settled(object, made);
      return;
    }
    CopySource from = object.copy().source();
    source
        .head(from.object(), from.versionId())
        .thenCombine(
            destination.head(object.copy().destination(), Optional.empty()),
            (original, copy) -> flaw(object, made, original, copy))
        .whenComplete(
            Guarded.answer(
                (flaw, failure) -> {
                  if (failure != null) {
                    results.failed(object.pair(), faultOf(object, failure));
                  } else if (flaw.isPresent()) {
                    wrong(object, flaw.orElseThrow());
                  } else {
                    settled(object, made);
                  }
                },
                results::defect));
  }

  private boolean lookTells(WholeObject object, CopiedObject made) {
    ETag wanted = object.copy().source().etag();
    return !made.etag().equals(wanted)
        && (made.contentCrc64().isPresent()
            || (destination.profile().can(Ability.COMPOSITE_ETAG)
                && CompositeEtag.isMd5(wanted)
                && CompositeEtag.isMd5(made.etag())));
  }

  private void settled(WholeObject object, CopiedObject made) {
    ObjectCopy copy = object.copy();
    if (rule == DestinationRule.MUST_BE_ABSENT && !made.etag().equals(copy.source().etag())) {
      journal.copied(copy.destination(), made.etag());
    }
    results.copiedWhole(object.pair(), object.losses());
  }

  /**
   * What is wrong with a copy.
   *
   * @param copy as it was looked at
   */
  private record Flaw(ObjectInfo copy, StoreFault fault) {}

  /** Nothing is wrong that can be known if either object was written again since. */
  private static Optional<Flaw> flaw(
      WholeObject object, CopiedObject made, ObjectInfo original, ObjectInfo copy) {
    if (!original.identity().etag().equals(object.copy().source().etag())
        || !copy.identity().etag().equals(made.etag())) {
      return Optional.empty();
    }
    return difference(original, copy)
        .map(
            text ->
                new Flaw(
                    copy,
                    StoreFault.found(
                        Kind.CORRUPT,
                        StoreOperation.COPY_OBJECT,
                        object.copy().destination(),
                        text)));
  }

  private static Optional<String> difference(ObjectInfo original, ObjectInfo copy) {
    if (original.size() != copy.size()) {
      return Optional.of("the copy has " + copy.size() + " bytes, its source " + original.size());
    }
    Optional<String> wanted = original.contentCrc64();
    Optional<String> found = copy.contentCrc64();
    if (wanted.isPresent() && found.isPresent()) {
      return wanted.equals(found)
          ? Optional.empty()
          : Optional.of(
              "the CRC-64 of the source is "
                  + wanted.orElseThrow()
                  + " and that of its copy "
                  + found.orElseThrow());
    }
    ETag etag = original.identity().etag();
    ETag other = copy.identity().etag();
    boolean digests =
        CompositeEtag.isMd5(etag) && CompositeEtag.isMd5(other) && !opaque(original, copy);
    return digests
        ? Optional.of("the md5 of the source is " + etag + " and that of its copy " + other)
        : Optional.empty();
  }

  private static boolean opaque(ObjectInfo original, ObjectInfo copy) {
    return original.traits().contains(ObjectTrait.OPAQUE_ETAG)
        || copy.traits().contains(ObjectTrait.OPAQUE_ETAG);
  }

  private void wrong(WholeObject object, Flaw flaw) {
    wrongCopies
        .remove(object.copy().destination(), flaw.copy().identity(), /* ours= */ true)
        .whenComplete(
            Guarded.answer(
                (stays, defect) -> {
                  if (defect != null) {
                    results.failed(object.pair(), faultOf(object, defect));
                  } else if (!object.repeated()
                      && (stays.isEmpty() || rule == DestinationRule.REPLACE)) {
                    queue.announce(1);
                    add(object.again());
                  } else {
                    results.failed(object.pair(), WrongCopies.told(flaw.fault(), stays));
                  }
                },
                results::defect));
  }

  /**
   * A first try whose answer was lost may have made the object that a second one then finds: the
   * same content with the same size there is the copy that was wanted.
   */
  void failed(WholeObject object, StoreFault fault) {
    if (fault.kind() != Kind.ALREADY_EXISTS) {
      refused(object, fault);
      return;
    }
    destination
        .head(object.copy().destination(), Optional.empty())
        .whenComplete(
            Guarded.answer(
                (found, failure) -> {
                  if (failure == null && sameContent(object, found)) {
                    results.copiedWhole(object.pair(), object.losses());
                  } else {
                    results.failed(object.pair(), fault);
                  }
                },
                results::defect));
  }

  /** A copy that may have been refused for its tags is made without them, once. */
  private void refused(WholeObject object, StoreFault fault) {
    boolean tagged = object.copy().tagging() == TaggingDirective.COPY && hasTags();
    if (tags == TagRule.IF_ALLOWED && tagged && Tagging.mayBeFor(fault)) {
      queue.announce(1);
      add(object.withoutTags(fault));
    } else {
      results.failed(object.pair(), fault);
    }
  }

  private static boolean sameContent(WholeObject object, ObjectInfo found) {
    return found.identity().etag().equals(object.copy().source().etag())
        && found.size() == object.pair().listed().size();
  }

  private static StoreFault faultOf(WholeObject object, Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.COPY_OBJECT, object.copy().destination());
  }
}
