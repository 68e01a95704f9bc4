package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.AbsentDestination;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;

/**
 * Completes uploads whose parts are all in, and proves each: the object at the destination must
 * carry the upload's token and be what {@link UploadProof} wants. An answer that was lost is
 * settled by looking, never by guessing.
 */
final class UploadFinisher {
  /**
   * How often a Complete is sent whose answer was lost and whose object is not there. It is the
   * last of thousands of requests: as many attempts as the others have.
   */
  private static final int MAX_COMPLETE_ATTEMPTS = 12;

  /** How often an upload's parts may be refused, and looked up or copied again. */
  private static final int MAX_REFUSALS = 5;

  /** The first pause; each is twice the one before. */
  private static final long PAUSE_MILLIS = 100;

  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final ObjectStore destination;
  private final CopiedTags tags;
  private final UploadProof proof;
  private final ScheduledExecutorService timer;

  UploadFinisher(ObjectStore destination, ScheduledExecutorService timer) {
    this.destination = destination;
    this.tags = new CopiedTags(destination);
    this.proof = new UploadProof(destination.profile());
    this.timer = timer;
  }

  /**
   * Completes the upload.
   *
   * @return what came of it. Fails with a {@link StoreException} if the upload has made no object,
   *     or another one is in its place
   */
  CompletionStage<Finished> finish(ReadyUpload upload) {
    return unchanged(upload)
        .thenCompose(
            unchanged ->
                AbsentDestination.check(
                    destination,
                    upload.handle().destination(),
                    upload.rule(),
                    Ability.COMPLETE_IF_ABSENT))
        .thenCompose(absent -> complete(upload, 1))
        .thenCompose(
            finished ->
                finished instanceof Finished.Proven proven
                    ? tags.proven(upload, proven)
                    : CompletableFuture.completedStage(finished));
  }

  private CompletionStage<Void> unchanged(ReadyUpload upload) {
    return upload.unchanged(destination.profile().can(Ability.PART_COPY_IF_MATCH));
  }

  private CompletionStage<Finished> complete(ReadyUpload upload, int attempt) {
    UploadCompletion completion =
        new UploadCompletion(upload.handle(), upload.parts(), upload.metadata(), upload.rule());
    return destination
        .complete(completion)
        .handle(
            (made, failure) ->
                failure == null
                    ? look(upload, completion, Optional.of(made))
                        .thenApply(found -> found.orElseThrow(() -> replaced(upload)))
                    : settle(upload, completion, attempt, faultOf(upload, failure)))
        .thenCompose(Function.identity());
  }

  private CompletionStage<Finished> settle(
      ReadyUpload upload, UploadCompletion completion, int attempt, StoreFault fault) {
    return switch (fault.kind()) {
      case INVALID_PART -> reconcile(upload, completion, attempt, fault);
      case UNKNOWN, TRANSIENT, THROTTLED, UPLOAD_GONE, ALREADY_EXISTS ->
          look(upload, completion, Optional.empty())
              .thenCompose(
                  found ->
                      found
                          .<CompletionStage<Finished>>map(CompletableFuture::completedStage)
                          .orElseGet(() -> completeAgain(upload, attempt, fault)));
      default -> CompletableFuture.failedStage(new StoreException(fault));
    };
  }

  /**
   * The store's own list of the parts is the truth, unless it denies it again and again. A part may
   * have been replaced, by an attempt that came late, since the source was looked at.
   */
  private CompletionStage<Finished> reconcile(
      ReadyUpload upload, UploadCompletion refused, int attempt, StoreFault fault) {
    int refusals = upload.refused();
    if (refusals >= MAX_REFUSALS) {
      return CompletableFuture.failedStage(new StoreException(fault));
    }
    return pause(refusals)
        .thenCompose(waited -> destination.parts(upload.handle()))
        .thenCompose(
            listed ->
                upload.reconcile(listed) > 0
                    ? CompletableFuture.completedStage(new Finished.PartsMissing())
                    : unchanged(upload).thenCompose(same -> complete(upload, attempt)))
        .handle(
            (finished, failure) ->
                failure != null && StoreException.kindOf(failure) == Kind.UPLOAD_GONE
                    ? look(upload, refused, Optional.empty())
                        .thenApply(found -> found.orElseThrow(() -> replaced(upload)))
                    : failure == null
                        ? CompletableFuture.completedStage(finished)
                        : CompletableFuture.<Finished>failedStage(failure))
        .thenCompose(Function.identity());
  }

  private CompletionStage<Finished> completeAgain(
      ReadyUpload upload, int attempt, StoreFault fault) {
    if (!fault.kind().passing()) {
      return CompletableFuture.failedStage(new StoreException(fault));
    }
    return attempt >= MAX_COMPLETE_ATTEMPTS
        ? CompletableFuture.completedStage(new Finished.Unproven(fault))
        : pause(attempt).thenCompose(waited -> complete(upload, attempt + 1));
  }

  private CompletionStage<Void> pause(int number) {
    return Pause.of(Math.min(PAUSE_MILLIS << (number - 1), LONGEST_PAUSE_MILLIS), timer);
  }

  /**
   * What the object at the destination proves; empty if there is none that this upload made.
   *
   * @param made what the store has answered, if the answer came
   */
  private CompletionStage<Optional<Finished>> look(
      ReadyUpload upload, UploadCompletion completion, Optional<StoredObject> made) {
    return ChecksumLook.at(destination, upload.handle().destination(), Optional.empty())
        .handle(
            (found, failure) -> {
              if (failure == null) {
                return Optional.of(found)
                    .filter(upload.token()::marks)
                    .map(object -> proof.judged(upload, completion.parts(), made, object));
              }
              StoreFault fault = faultOf(upload, failure);
              return fault.kind() == Kind.NOT_FOUND
                  ? Optional.<Finished>empty()
                  : Optional.<Finished>of(new Finished.Unproven(fault));
            });
  }

  private static StoreException replaced(ReadyUpload upload) {
    return new StoreException(
        StoreFault.found(
            Kind.UNKNOWN,
            StoreOperation.COMPLETE,
            upload.handle().destination(),
            "the store says it is complete, but the object there is not the one that was uploaded:"
                + " somebody else may have written it"));
  }

  private static StoreFault faultOf(ReadyUpload upload, Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.COMPLETE, upload.handle().destination());
  }
}
