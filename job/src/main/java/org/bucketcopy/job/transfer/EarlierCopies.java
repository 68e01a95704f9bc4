package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.journal.CopyNotes;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.CopyWhole;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * Finds out which objects at the destination the earlier drivers of a run have copied. A copy whose
 * upload is still open in the journal was never proved: its driver died, or could not look. It
 * counts as a copy only if its CRC-64 proves it, or if it may not be replaced and nothing speaks
 * against it, and never where it must have its tags. Thread-safe.
 */
public final class EarlierCopies {
  private final ObjectStore source;
  private final ObjectStore destination;
  private final CopyRules rules;
  private final Optional<EarlierRun> run;
  private final EarlierUploads uploads;
  private final CopyNotes notes;
  private final Optional<UnseenCopies> unseen;

  /**
   * @param stores the stores of the copy
   * @param rules what the user wants
   * @param earlier what the journal holds of earlier drivers
   * @param uploads those of its uploads that nobody has claimed
   */
  public EarlierCopies(
      StorePair stores, CopyRules rules, EarlierWork earlier, EarlierUploads uploads) {
    this.source = stores.source();
    this.destination = stores.destination();
    this.rules = rules;
    this.run = earlier.run();
    this.uploads = uploads;
    this.notes = earlier.notes();
    this.unseen = run.map(started -> new UnseenCopies(stores, started));
  }

  /**
   * Whether what is there may be a wrong copy of ours, however much it looks like a right one. What
   * has the ETag of its source is right.
   */
  public boolean doubts(ObjectPlan plan) {
    if (!(plan.pair() instanceof CopyPair pair)) {
      return false;
    }
    Optional<ListedObject> other =
        pair.existing()
            .filter(there -> !there.identity().etag().equals(pair.source().identity().etag()));
    return other
        .filter(
            there ->
                isDoubted(pair, there)
                    || (plan instanceof CopyWhole whole && isUnseen(whole.pair())))
        .isPresent();
  }

  private boolean isDoubted(CopyPair pair, ListedObject there) {
    return !uploads.of(pair.destination()).isEmpty()
        || notes.distrusted(pair.destination(), there.identity().etag());
  }

  /**
   * Whether what is there may be the copy of a whole object that an earlier driver made and did not
   * look at, so that it is to be asked whether it is {@link #right}.
   */
  boolean isUnseen(CopyPair pair) {
    return rules.ifExists() == IfExists.SKIP
        && unseen.filter(copies -> copies.mayBe(pair)).isPresent()
        && pair.existing().filter(there -> !isDoubted(pair, there)).isPresent();
  }

  /** Whether a copy that nobody has looked at is right, as far as that can be known. */
  CompletionStage<Boolean> right(CopyPair pair) {
    return unseen.orElseThrow().right(pair);
  }

  /**
   * Whether an earlier driver of this run has made the object that is there, and made it right. To
   * be asked only where the two listings do not decide it.
   */
  CompletionStage<Boolean> made(CopyPair pair) {
    Optional<ListedObject> there =
        pair.existing().filter(object -> object.size() == pair.source().size());
    if (run.isEmpty() || there.isEmpty()) {
      return CompletableFuture.completedStage(false);
    }
    if (notes.copied(pair.destination(), there.orElseThrow().identity().etag())) {
      return CompletableFuture.completedStage(true);
    }
    return destination
        .head(pair.destination(), Optional.empty())
        .handle(WholeCopyLook::unlessGone)
        .thenCompose(
            object ->
                object.filter(found -> isOurs(pair, found)).isPresent()
                    ? isRight(pair, object.orElseThrow())
                    : CompletableFuture.completedStage(false));
  }

  private boolean isOurs(CopyPair pair, ObjectInfo object) {
    return UploadToken.isOfRun(run.orElseThrow().id(), object)
        && object.identity().lastModifiedSecond() >= pair.source().identity().lastModifiedSecond()
        && !notes.distrusted(pair.destination(), object.identity().etag());
  }

  private CompletionStage<Boolean> isRight(CopyPair pair, ObjectInfo copy) {
    boolean proved =
        uploads.of(pair.destination()).stream()
            .noneMatch(upload -> new UploadToken(upload.token()).marks(copy));
    if (proved || rules.tags() == TagRule.REQUIRED) {
      return CompletableFuture.completedStage(proved);
    }
    return source
        .head(pair.source().location(), Optional.empty())
        .thenApply(
            original ->
                (original.contentCrc64().isPresent() && copy.contentCrc64().isPresent())
                    ? original.contentCrc64().equals(copy.contentCrc64())
                    : rules.ifExists() == IfExists.FAIL);
  }
}
