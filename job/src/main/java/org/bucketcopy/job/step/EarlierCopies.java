package org.bucketcopy.job.step;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.journal.CopyNotes;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * Tells which objects at the destination the earlier drivers of a run have copied. A copy whose
 * upload is still open in the journal was never proved: its driver died, or could not look. It
 * counts as a copy only if its CRC-64 proves it, or if it may not be replaced and nothing speaks
 * against it, and never where it must have its tags. Thread-safe.
 */
public final class EarlierCopies {
  private final ObjectStore source;
  private final ObjectStore destination;
  private final DestinationRule rule;
  private final TagRule tags;
  private final Optional<String> resumedRun;
  private final EarlierUploads uploads;
  private final CopyNotes notes;

  /**
   * @param source the store to read from
   * @param destination the store that copies
   * @param rule what to do to objects at the destination
   * @param tags what the user wants of the tags of objects
   * @param resumedRun the id of the run, if an earlier driver has begun it
   * @param uploads what that driver has left open
   * @param notes what it has noted
   */
  public EarlierCopies(
      ObjectStore source,
      ObjectStore destination,
      DestinationRule rule,
      TagRule tags,
      Optional<String> resumedRun,
      EarlierUploads uploads,
      CopyNotes notes) {
    this.source = source;
    this.destination = destination;
    this.rule = rule;
    this.tags = tags;
    this.resumedRun = resumedRun;
    this.uploads = uploads;
    this.notes = notes;
  }

  /**
   * Whether what is there may be a wrong copy of ours, however much it looks like a right one. What
   * has the ETag of its source is right.
   */
  public boolean doubts(CopyPair pair) {
    Optional<ListedObject> other =
        pair.existing()
            .filter(there -> !there.identity().etag().equals(pair.listed().identity().etag()));
    return other
        .filter(
            there ->
                !uploads.of(pair.destination()).isEmpty()
                    || notes.distrusted(pair.destination(), there.identity().etag()))
        .isPresent();
  }

  /**
   * Whether an earlier driver of this run has made the object that is there, and made it right. To
   * be asked only where the two listings did not tell.
   */
  CompletionStage<Boolean> made(CopyPair pair) {
    Optional<ListedObject> there =
        pair.existing().filter(object -> object.size() == pair.listed().size());
    if (resumedRun.isEmpty() || there.isEmpty()) {
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
    return UploadToken.isOfRun(resumedRun.orElseThrow(), object)
        && object.identity().lastModifiedSecond() >= pair.listed().identity().lastModifiedSecond()
        && !notes.distrusted(pair.destination(), object.identity().etag());
  }

  private CompletionStage<Boolean> isRight(CopyPair pair, ObjectInfo copy) {
    boolean proved =
        uploads.of(pair.destination()).stream()
            .noneMatch(upload -> new UploadToken(upload.token()).marks(copy));
    if (proved || tags == TagRule.REQUIRED) {
      return CompletableFuture.completedStage(proved);
    }
    return source
        .head(pair.source(), Optional.empty())
        .thenApply(
            original ->
                (original.contentCrc64().isPresent() && copy.contentCrc64().isPresent())
                    ? original.contentCrc64().equals(copy.contentCrc64())
                    : rule == DestinationRule.MUST_BE_ABSENT);
  }
}
