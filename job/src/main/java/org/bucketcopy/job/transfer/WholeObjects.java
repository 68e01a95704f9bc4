package org.bucketcopy.job.transfer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.transfer.WholeCopyLook.Seen;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.thread.Guarded;

/**
 * The copies of whole objects by one call each, looked at where their answers do not say enough.
 *
 * <p>A store that ignores the condition on the source copies the state that is there at that
 * moment: one whole state, and so a right copy. Where it is known that no condition was sent, a
 * copy of another state is wrong. Thread-safe.
 */
public final class WholeObjects {
  private final ObjectStore destination;
  private final CopyRules rules;
  private final WorkQueue queue;
  private final UploadJournal journal;
  private final Results results;
  private final WholeCopyLook look;
  private final WrongCopies wrongCopies;
  private final UnderWay removals = new UnderWay();
  private final WholeTags tags;

  /**
   * @param stores the stores of the copy
   * @param rules what the user wants
   * @param run what all transfers share
   */
  public WholeObjects(StorePair stores, CopyRules rules, TransferRun run) {
    this.destination = stores.destination();
    this.rules = rules;
    this.queue = run.queue();
    this.journal = run.journal();
    this.results = run.results();
    this.look = new WholeCopyLook(stores);
    this.wrongCopies = new WrongCopies(destination, journal);
    this.tags = new WholeTags(stores, rules);
  }

  /** Whether copies carry what only a look at their sources can tell. */
  boolean needLook() {
    return rules.replacesMetadata();
  }

  /** Adds an announced object, whose copy carries what its source does, to the queue. */
  void add(CopyPair pair) {
    CopySource from =
        new CopySource(pair.source().location(), pair.source().identity().etag(), Optional.empty());
    add(pair, copy(pair, from), WantedMetadata.OF_SOURCE);
  }

  /**
   * Adds an announced object to the queue.
   *
   * @param looked the source as it was looked at
   */
  void add(CopyPair pair, ObjectInfo looked) {
    ObjectCopy copy = copy(pair, CopySource.of(pair.source().location(), looked.identity()));
    if (needLook()) {
      ObjectInfo wanted = looked.with(looked.metadata().overriddenBy(rules.given()));
      add(pair, copy.withMetadata(wanted.metadata()), WantedMetadata.of(wanted));
    } else {
      add(pair, copy, WantedMetadata.OF_SOURCE);
    }
  }

  private void add(CopyPair pair, ObjectCopy copy, WantedMetadata wanted) {
    add(new WholeObject(this, pair, copy, wanted, /* repeated= */ false));
  }

  private ObjectCopy copy(CopyPair pair, CopySource from) {
    ObjectCopy copy =
        new ObjectCopy(from, pair.destination(), pair.storageClass(), rules.destination());
    if (rules.replacesTags()) {
      return copy.withTags(rules.given().tags());
    }
    return rules.tags() == TagRule.NONE && hasTags() ? copy.withTags(Map.of()) : copy;
  }

  /** A store without tags may not know what to say to have none. */
  private boolean hasTags() {
    return destination.profile().can(Ability.TAGS);
  }

  private void add(WholeObject object) {
    queue.add(object, object.pair().source().size());
  }

  /** An executor is given the object; never blocks. */
  void begun(WholeObject object) {
    results.begun(object.pair());
  }

  /** The store has answered that it has made the copy. */
  void copied(WholeObject object, StoredObject made) {
    look.at(object, isOfOneState(object) ? made : made.unconditional())
        .whenComplete(
            Guarded.answer(
                (seen, failure) -> {
                  if (failure != null) {
                    results.failed(object.pair(), faultOf(object, failure));
                  } else if (seen instanceof Seen.Right right) {
                    settled(object, right);
                  } else if (seen instanceof Seen.Wrong wrong) {
                    wrong(object, wrong);
                  } else if (seen instanceof Seen.Unknown unknown) {
                    results.failed(object.pair(), unknown.fault());
                  }
                },
                results::defect));
  }

  /**
   * Metadata that was read before the copy may be of another state than the bytes, where the
   * condition on the source is not known to hold.
   */
  private boolean isOfOneState(WholeObject object) {
    return object.copy().metadata().isEmpty()
        || destination.profile().can(Ability.COPY_OBJECT_IF_MATCH);
  }

  private void settled(WholeObject object, Seen.Right right) {
    ObjectCopy copy = object.copy();
    if (rules.destination() == DestinationRule.MUST_BE_ABSENT
        && !right.etag().equals(copy.source().etag())) {
      journal.copied(copy.destination(), right.etag());
    }
    done(object, right.proof());
  }

  private void done(WholeObject object, Proof proof) {
    tags.settled(object)
        .whenComplete(
            Guarded.answer(
                (lost, failure) -> {
                  if (failure != null) {
                    results.failed(object.pair(), faultOf(object, failure));
                  } else if (lost.isPresent() && rules.requiresTags()) {
                    untagged(object, Tagging.required(lost.orElseThrow()));
                  } else {
                    done(object, lost, proof);
                  }
                },
                results::defect));
  }

  /** An object that must have its tags is no copy without them. */
  private void untagged(WholeObject object, StoreFault fault) {
    destination
        .head(object.copy().destination(), Optional.empty())
        .whenComplete(
            Guarded.answer(
                (found, failure) -> {
                  if (failure == null) {
                    wrong(
                        object,
                        new Seen.Wrong(found.identity(), fault, sameContent(object, found)));
                  } else {
                    results.failed(object.pair(), fault);
                  }
                },
                results::defect));
  }

  private void done(WholeObject object, Optional<StoreFault> lostTags, Proof proof) {
    tags.losses(object, lostTags)
        .whenComplete(
            Guarded.answer(
                (losses, failure) -> results.copiedWhole(object.pair(), losses, proof),
                results::defect));
  }

  /**
   * The object of a wrong copy is copied again once, unless that is a copy of another state of its
   * source.
   */
  private void wrong(WholeObject object, Seen.Wrong wrong) {
    boolean again = !object.repeated() && wrong.fault().kind() == Kind.CORRUPT;
    removals
        .until(wrongCopies.remove(object.copy().destination(), wrong.copy(), wrong.ours()))
        .whenComplete(
            Guarded.answer(
                (stays, defect) -> {
                  if (defect != null) {
                    results.failed(object.pair(), faultOf(object, defect));
                  } else if (again
                      && (stays.isEmpty()
                          || (wrong.ours() && rules.destination() == DestinationRule.REPLACE))) {
                    queue.announce(1);
                    add(object.again());
                  } else {
                    results.failed(object.pair(), WrongCopies.explained(wrong.fault(), stays));
                  }
                },
                results::defect));
  }

  /** Completes when no object is being deleted any more. */
  CompletionStage<Void> allRemoved() {
    return removals.ended();
  }

  /**
   * An attempt whose answer was lost may have made the object, which a second one then finds: the
   * same content with the same size there is the copy that was wanted.
   */
  void failed(WholeObject object, StoreFault fault) {
    if (fault.kind() != Kind.ALREADY_EXISTS && fault.kind() != Kind.UNKNOWN) {
      refused(object, fault);
      return;
    }
    destination
        .head(object.copy().destination(), Optional.empty())
        .whenComplete(
            Guarded.answer(
                (found, failure) -> {
                  if (failure == null && sameContent(object, found)) {
                    done(object, Proof.ETAG);
                  } else {
                    results.failed(object.pair(), fault);
                  }
                },
                results::defect));
  }

  /**
   * A copy that may have been refused for its tags, or for metadata that is not plain ASCII, is
   * made without them, once.
   */
  private void refused(WholeObject object, StoreFault fault) {
    Optional<Map<String, String>> asked = object.copy().tags();
    boolean tagged = asked.isEmpty() && hasTags();
    if (rules.tags() == TagRule.IF_ALLOWED && tagged && Tagging.mayBeFor(fault)) {
      queue.announce(1);
      add(object.withoutTags(fault));
    } else if (rules.tags() == TagRule.NONE
        && asked.isPresent()
        && fault.kind() == Kind.UNSUPPORTED) {
      refusedWithoutTags(object, fault);
    } else if (UploadInitiator.MAY_BE_OF_METADATA.contains(fault.kind())
        && object.plainly().isPresent()) {
      queue.announce(1);
      add(object.plainly().orElseThrow());
    } else if (rules.replacesTags() && Tagging.mayBeFor(fault)) {
      results.failed(object.pair(), Tagging.required(fault));
    } else {
      // A store that does not know how to say that a copy has no tags hides why it was asked to.
      boolean hides = fault.kind() == Kind.UNSUPPORTED;
      results.failed(object.pair(), object.refusedTags().filter(first -> hides).orElse(fault));
    }
  }

  /** A store without tags may refuse a request for a copy that is to have none. */
  private void refusedWithoutTags(WholeObject object, StoreFault fault) {
    tags.none(object)
        .whenComplete(
            Guarded.answer(
                (none, failure) -> {
                  if (failure == null && none) {
                    queue.announce(1);
                    add(object.untagged());
                  } else {
                    results.failed(object.pair(), fault);
                  }
                },
                results::defect));
  }

  private static boolean sameContent(WholeObject object, ObjectInfo found) {
    return found.identity().etag().equals(object.copy().source().etag())
        && WholeCopyLook.isOfThisRun(object, found);
  }

  private static StoreFault faultOf(WholeObject object, Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.COPY_OBJECT, object.copy().destination());
  }
}
