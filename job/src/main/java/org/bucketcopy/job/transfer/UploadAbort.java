package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Aborts an upload until the store does not know it any more. One abort may not be enough: a part
 * that is being written meanwhile can stay (docs.aws.amazon.com/AmazonS3/latest/API,
 * AbortMultipartUpload), and a proxy may answer in place of the store. S3Proxy lists no parts of an
 * upload that is gone, in place of an error, so that the list of uploads has to be asked.
 */
public final class UploadAbort {
  private static final int MAX_ABORT_ATTEMPTS = 5;
  private static final long PAUSE_MILLIS = 500;

  private final ObjectStore destination;
  private final ScheduledExecutorService timer;

  /**
   * @param destination the store that holds the uploads
   * @param timer waits for the pauses
   */
  public UploadAbort(ObjectStore destination, ScheduledExecutorService timer) {
    this.destination = destination;
    this.timer = timer;
  }

  /**
   * Aborts the upload.
   *
   * @return completes when the store lists no such upload; fails with a {@link StoreException} if
   *     it cannot be aborted or is still there after some aborts
   */
  public CompletionStage<Void> abort(UploadHandle upload) {
    return abort(upload, 1);
  }

  /**
   * Aborts the upload unless it holds a part.
   *
   * @return as with {@link #abort}
   */
  CompletionStage<Void> abortIfEmpty(UploadHandle upload) {
    return partsUnlessGone(upload)
        .thenCompose(
            parts ->
                parts.filter(List::isEmpty).isPresent()
                    ? abort(upload)
                    : CompletableFuture.completedStage(null));
  }

  private CompletionStage<Void> abort(UploadHandle upload, int attempt) {
    return destination
        .abort(upload)
        .thenCompose(aborted -> isThere(upload))
        .thenCompose(
            there -> there ? abortAgain(upload, attempt) : CompletableFuture.completedStage(null));
  }

  private CompletionStage<Boolean> isThere(UploadHandle upload) {
    return partsUnlessGone(upload)
        .thenCompose(
            parts ->
                parts.filter(List::isEmpty).isPresent()
                    ? isListed(upload)
                    : CompletableFuture.completedStage(parts.isPresent()));
  }

  private CompletionStage<Boolean> isListed(UploadHandle upload) {
    ObjectLocation object = upload.destination();
    return destination
        .openUploads(new ObjectPrefix(object.bucket(), object.key()))
        .thenApply(
            open -> open.uploads().stream().anyMatch(other -> other.handle().equals(upload)));
  }

  private CompletionStage<Void> abortAgain(UploadHandle upload, int attempt) {
    if (attempt == MAX_ABORT_ATTEMPTS) {
      return CompletableFuture.failedStage(
          new StoreException(
              StoreFault.found(
                  StoreFault.Kind.TRANSIENT,
                  StoreOperation.ABORT,
                  upload.destination(),
                  "the upload is still there after " + MAX_ABORT_ATTEMPTS + " aborts")));
    }
    return Pause.of(PAUSE_MILLIS * attempt, timer)
        .thenCompose(waited -> abort(upload, attempt + 1));
  }

  /** The parts that the upload holds; empty if there is no such upload. */
  private CompletionStage<Optional<List<UploadedPart>>> partsUnlessGone(UploadHandle upload) {
    return destination
        .parts(upload)
        .handle(
            (parts, failure) -> {
              if (failure == null) {
                return Optional.of(parts);
              }
              if (StoreException.kindOf(failure) == StoreFault.Kind.UPLOAD_GONE) {
                return Optional.empty();
              }
              throw new StoreException(
                  StoreException.faultOf(failure, StoreOperation.LIST_PARTS, upload.destination()));
            });
  }
}
