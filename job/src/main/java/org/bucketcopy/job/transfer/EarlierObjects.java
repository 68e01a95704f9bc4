package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.job.journal.CopyNotes;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * What the journal knows of the objects at the destination: which of them earlier drivers of the
 * run have made. One whose upload is still open in the journal was never proved: its driver died,
 * or could not look. Thread-safe.
 */
final class EarlierObjects {
  private final ObjectStore destination;
  private final Optional<EarlierRun> run;
  private final EarlierUploads uploads;
  private final CopyNotes notes;

  /**
   * @param destination the store of the destination
   * @param earlier what the journal holds of earlier drivers
   * @param uploads those of its uploads that nobody has claimed
   */
  EarlierObjects(ObjectStore destination, EarlierWork earlier, EarlierUploads uploads) {
    this.destination = destination;
    this.run = earlier.run();
    this.uploads = uploads;
    this.notes = earlier.notes();
  }

  /** The run, if an earlier driver has started it. */
  Optional<EarlierRun> run() {
    return run;
  }

  /** Whether what is there may be a wrong object of ours. */
  boolean isDoubted(TransferPair pair, ListedObject there) {
    return !uploads.of(pair.destination()).isEmpty()
        || notes.distrusted(pair.destination(), there.identity().etag());
  }

  /**
   * Whether an earlier driver of this run has made the object that is there, and made it right. To
   * be asked only where the two listings do not decide it.
   *
   * @param unproved whether an object of ours is right that was not proved
   */
  CompletionStage<Boolean> made(
      TransferPair pair, Function<ObjectInfo, CompletionStage<Boolean>> unproved) {
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
                object.filter(found -> isOurs(pair, found)).isEmpty()
                    ? CompletableFuture.completedStage(false)
                    : isProved(pair, object.orElseThrow())
                        ? CompletableFuture.completedStage(true)
                        : unproved.apply(object.orElseThrow()));
  }

  private boolean isOurs(TransferPair pair, ObjectInfo object) {
    return UploadToken.isOfRun(run.orElseThrow().id(), object)
        && object.identity().lastModifiedSecond() >= pair.source().state().lastModifiedSecond()
        && !notes.distrusted(pair.destination(), object.identity().etag());
  }

  private boolean isProved(TransferPair pair, ObjectInfo object) {
    return uploads.of(pair.destination()).stream()
        .noneMatch(upload -> new UploadToken(upload.token()).marks(object));
  }
}
