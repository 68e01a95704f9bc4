package org.bucketcopy.job.transfer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.transfer.WholeCopyLook.Seen;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.relay.RefusedMetadata;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.thread.Guarded;

/**
 * The copies of whole objects by one call each, looked at where their answers do not say enough.
 *
 * <p>A store that ignores the condition on the source copies the state that is there at that
 * moment: one whole state, and so a right copy. Where it is known that no condition was sent, a
 * copy of another state is wrong. Thread-safe.
 */
public final class WholeObjects implements Wholes {
  private final ObjectStore destination;
  private final CopyRules rules;
  private final WorkQueue queue;
  private final Results results;
  private final WholeTags tags;
  private final WholeSettler settler;

  /**
   * @param stores the stores of the copy
   * @param rules what the user wants
   * @param run what all transfers share
   */
  public WholeObjects(StorePair stores, CopyRules rules, TransferRun run) {
    this.destination = stores.destination();
    this.rules = rules;
    this.queue = run.queue();
    this.results = run.results();
    this.tags = new WholeTags(stores, rules);
    this.settler = new WholeSettler(stores, rules, tags, run);
  }

  @Override
  public boolean needLook() {
    return rules.replacesMetadata();
  }

  @Override
  public void add(CopyPair pair) {
    CopySource from =
        new CopySource(pair.source().location(), pair.source().identity().etag(), Optional.empty());
    add(pair, copy(pair, from), WantedMetadata.OF_SOURCE);
  }

  @Override
  public void add(CopyPair pair, ObjectInfo looked) {
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
    settler.copied(object, made);
  }

  /** The copy was wrong, and is made once more. */
  void again(WholeObject object) {
    queue.announce(1);
    add(object.again());
  }

  @Override
  public CompletionStage<Void> allRemoved() {
    return settler.allRemoved();
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
                  if (failure == null && WholeSettler.sameContent(object, found)) {
                    settler.done(object, new Seen.Right(found.identity().etag(), Proof.ETAG));
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
    if (rules.tags() == TagRule.IF_ALLOWED && tagged && RefusedMetadata.mayBeOfTags(fault)) {
      queue.announce(1);
      add(object.withoutTags(fault));
    } else if (rules.tags() == TagRule.NONE
        && asked.isPresent()
        && fault.kind() == Kind.UNSUPPORTED) {
      refusedWithoutTags(object, fault);
    } else if (RefusedMetadata.mayBeOfValues(fault) && object.plainly().isPresent()) {
      queue.announce(1);
      add(object.plainly().orElseThrow());
    } else if (rules.replacesTags() && RefusedMetadata.mayBeOfTags(fault)) {
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
}
