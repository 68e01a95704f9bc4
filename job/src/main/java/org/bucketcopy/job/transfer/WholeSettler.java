package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.transfer.WholeCopyLook.Seen;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.store.Ability;
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
 * Brings each copy of a whole object to its end once the store has answered that it has made it:
 * looked at where the answer does not say enough, taken away if it is wrong, and counted.
 * Thread-safe.
 */
final class WholeSettler {
  private final ObjectStore destination;
  private final CopyRules rules;
  private final UploadJournal journal;
  private final Results results;
  private final WholeCopyLook look;
  private final WrongCopies wrongCopies;
  private final UnderWay removals = new UnderWay();
  private final WholeTags tags;

  /**
   * @param stores the stores of the copy
   * @param rules what the user wants
   * @param tags sees to the tags of copies
   * @param run what all transfers share
   */
  WholeSettler(StorePair stores, CopyRules rules, WholeTags tags, TransferRun run) {
    this.destination = stores.destination();
    this.rules = rules;
    this.journal = run.journal();
    this.results = run.results();
    this.look = new WholeCopyLook(stores);
    this.wrongCopies = new WrongCopies(destination, journal);
    this.tags = tags;
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
    Optional<String> flaw = wantedEtag(object).flatMap(wanted -> wanted.flaw(right.etag()));
    if (flaw.isPresent()) {
      wrong(object, flaw.orElseThrow(), right.etag());
    } else {
      done(object, right);
    }
  }

  private Optional<WantedEtag> wantedEtag(WholeObject object) {
    return WantedEtag.of(object.copy().source().etag(), rules.etags());
  }

  /**
   * One that must have the ETag of its source is no copy with another one. Its bytes are right, so
   * that it stays where it has replaced an object for good: without it, nothing would be there.
   */
  private void wrong(WholeObject object, String flaw, ETag etag) {
    StoreFault fault = otherEtag(object, flaw);
    destination
        .head(object.copy().destination(), Optional.empty())
        .whenComplete(
            Guarded.answer(
                (found, failure) -> {
                  boolean replaced = object.pair().existing().isPresent();
                  if (failure == null && replaced && found.identity().versionId().isEmpty()) {
                    String stays = "; it was not deleted, since it has replaced an object";
                    results.failed(object.pair(), otherEtag(object, flaw + stays));
                  } else if (failure == null) {
                    boolean ours = found.identity().etag().equals(etag);
                    wrong(object, new Seen.Wrong(found.identity(), fault, ours));
                  } else {
                    results.failed(object.pair(), fault);
                  }
                },
                results::defect));
  }

  private static StoreFault otherEtag(WholeObject object, String text) {
    return StoreFault.found(
        Kind.UNSUPPORTED, StoreOperation.COPY_OBJECT, object.copy().destination(), text);
  }

  /** Nothing is wrong with the copy. */
  void done(WholeObject object, Seen.Right right) {
    tags.settled(object)
        .whenComplete(
            Guarded.answer(
                (lost, failure) -> {
                  if (failure != null) {
                    results.failed(object.pair(), faultOf(object, failure));
                  } else if (lost.isPresent() && rules.requiresTags()) {
                    untagged(object, Tagging.required(lost.orElseThrow()));
                  } else {
                    done(object, lost, right);
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

  private void done(WholeObject object, Optional<StoreFault> lostTags, Seen.Right right) {
    Optional<String> etag = wantedEtag(object).flatMap(wanted -> wanted.loss(right.etag()));
    tags.losses(object, lostTags)
        .whenComplete(
            Guarded.answer(
                (losses, failure) ->
                    results.copiedWhole(
                        object.pair(),
                        Stream.concat(losses.stream(), etag.stream()).toList(),
                        right.proof()),
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
                    object.owner().again(object);
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

  /** Whether what is there is certainly the copy, whoever has made it. */
  static boolean sameContent(WholeObject object, ObjectInfo found) {
    return found.identity().etag().equals(object.copy().source().etag())
        && WholeCopyLook.isOfThisRun(object, found);
  }

  private static StoreFault faultOf(WholeObject object, Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.COPY_OBJECT, object.copy().destination());
  }
}
