package org.bucketcopy.job.step;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.verify.CompositeEtag;

/**
 * Completes uploads whose parts are all in, and proves each: the object at the destination must
 * carry the upload's token and have the planned size, the ETag that its parts make where the store
 * makes ETags so, and the source's CRC-64 where the store tells one of both. An answer that was
 * lost is settled by looking, never by guessing.
 */
final class UploadFinisher {
  /**
   * How often a Complete is sent that the store refused for its parts' ETags, or whose answer was
   * lost and whose object is not there. It is the last of thousands of requests: as many tries as
   * the others have.
   */
  private static final int MOST_COMPLETES = 12;

  /** The first pause; each is twice the one before. */
  private static final long PAUSE_MILLIS = 100;

  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final ObjectStore source;
  private final ObjectStore destination;

  UploadFinisher(ObjectStore source, ObjectStore destination) {
    this.source = source;
    this.destination = destination;
  }

  /**
   * Completes the upload.
   *
   * @return the object as it is at the destination now; empty if the store lacks parts that it had
   *     answered for, which {@code upload} knows now as missing. Fails with a {@link
   *     StoreException} whose fault says why the object is not, or cannot be shown to be, a copy of
   *     the planned source
   */
  CompletionStage<Optional<ObjectInfo>> finish(ActiveUpload upload) {
    return sourceIsUnchanged(upload)
        .thenCompose(unchanged -> complete(upload, 1))
        .thenCompose(
            object ->
                object.isPresent()
                    ? withTags(upload, ofTheSourcesContent(upload, object.orElseThrow()))
                        .thenApply(Optional::of)
                    : CompletableFuture.completedStage(Optional.empty()));
  }

  /** Looks only where neither the parts' condition nor a pinned version has done so already. */
  private CompletionStage<Void> sourceIsUnchanged(ActiveUpload upload) {
    PlannedUpload plan = upload.plan();
    Optional<String> version = plan.source().identity().versionId();
    if (destination.profile().can(Ability.PART_COPY_IF_MATCH)) {
      return CompletableFuture.completedStage(null);
    }
    return source
        .head(plan.pair().source(), version)
        .thenAccept(
            now -> {
              if (!plan.source().identity().sameState(now.identity())) {
                throw fault(
                    Kind.SOURCE_CHANGED,
                    StoreOperation.HEAD_OBJECT,
                    plan.pair().source(),
                    "it was overwritten while it was copied; run again to copy the new one");
              }
            });
  }

  /** The object; empty if parts are missing. */
  private CompletionStage<Optional<ObjectInfo>> complete(ActiveUpload upload, int attempt) {
    PlannedUpload plan = upload.plan();
    UploadCompletion completion =
        new UploadCompletion(upload.handle(), upload.parts(), plan.metadata(), plan.rule());
    return destination
        .complete(completion)
        .handle(
            (object, failure) ->
                failure == null
                    ? look(upload, completion).thenApply(found -> proven(upload, found))
                    : settle(upload, completion, attempt, faultOf(upload, failure)))
        .thenCompose(Function.identity());
  }

  private CompletionStage<Optional<ObjectInfo>> settle(
      ActiveUpload upload, UploadCompletion completion, int attempt, StoreFault fault) {
    return switch (fault.kind()) {
      case INVALID_PART -> reconcile(upload, completion, attempt, fault);
      case UNKNOWN, TRANSIENT, THROTTLED, UPLOAD_GONE, ALREADY_EXISTS ->
          look(upload, completion)
              .thenCompose(
                  found ->
                      found.isPresent()
                          ? CompletableFuture.completedStage(found)
                          : completeAgain(upload, attempt, fault));
      default -> CompletableFuture.failedStage(new StoreException(fault));
    };
  }

  /** The store's own list of the parts is the truth. */
  private CompletionStage<Optional<ObjectInfo>> reconcile(
      ActiveUpload upload, UploadCompletion refused, int attempt, StoreFault fault) {
    if (attempt >= MOST_COMPLETES) {
      return CompletableFuture.failedStage(new StoreException(fault));
    }
    return destination
        .parts(upload.handle())
        .thenCompose(
            listed ->
                upload.reconcile(listed) > 0
                    ? CompletableFuture.completedStage(Optional.<ObjectInfo>empty())
                    : complete(upload, attempt + 1))
        .handle(
            (object, failure) ->
                failure != null && StoreException.kindOf(failure) == Kind.UPLOAD_GONE
                    ? look(upload, refused).thenApply(found -> proven(upload, found))
                    : failure == null
                        ? CompletableFuture.completedStage(object)
                        : CompletableFuture.<Optional<ObjectInfo>>failedStage(failure))
        .thenCompose(Function.identity());
  }

  private CompletionStage<Optional<ObjectInfo>> completeAgain(
      ActiveUpload upload, int attempt, StoreFault fault) {
    if (!fault.kind().passing() || attempt >= MOST_COMPLETES) {
      return CompletableFuture.failedStage(new StoreException(fault));
    }
    return Pause.of(Math.min(PAUSE_MILLIS << (attempt - 1), LONGEST_PAUSE_MILLIS))
        .thenCompose(waited -> complete(upload, attempt + 1));
  }

  /** The object at the destination, if it is the one that this upload makes. */
  private CompletionStage<Optional<ObjectInfo>> look(
      ActiveUpload upload, UploadCompletion completion) {
    return destination
        .head(upload.handle().destination(), Optional.empty())
        .handle(
            (found, failure) -> {
              if (failure == null) {
                return Optional.of(found).filter(object -> isMadeBy(upload, completion, object));
              }
              StoreFault fault = faultOf(upload, failure);
              if (fault.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
              }
              throw new StoreException(fault);
            });
  }

  private boolean isMadeBy(ActiveUpload upload, UploadCompletion completion, ObjectInfo object) {
    PlannedUpload plan = upload.plan();
    boolean telling =
        destination.profile().can(Ability.COMPOSITE_ETAG)
            && !object.traits().contains(ObjectTrait.OPAQUE_ETAG);
    Optional<ETag> predicted = telling ? CompositeEtag.of(completion.parts()) : Optional.empty();
    return plan.token().marks(object)
        && object.size() == plan.layout().size()
        && predicted.filter(etag -> !etag.equals(object.identity().etag())).isEmpty();
  }

  private static Optional<ObjectInfo> proven(ActiveUpload upload, Optional<ObjectInfo> found) {
    if (found.isEmpty()) {
      throw fault(
          Kind.UNKNOWN,
          StoreOperation.COMPLETE,
          upload.handle().destination(),
          "the store says it is complete, but the object there is not the one that was uploaded:"
              + " somebody else may have written it");
    }
    return found;
  }

  private static ObjectInfo ofTheSourcesContent(ActiveUpload upload, ObjectInfo object) {
    Optional<String> wanted = upload.plan().source().contentCrc64();
    Optional<String> found = object.contentCrc64();
    if (wanted.isPresent() && found.isPresent() && !wanted.equals(found)) {
      throw fault(
          Kind.UNKNOWN,
          StoreOperation.COMPLETE,
          upload.handle().destination(),
          String.format(
              "the CRC-64 of the source is %s and that of its copy %s: run again with --if-exists"
                  + " overwrite to replace the copy",
              wanted.orElseThrow(), found.orElseThrow()));
    }
    return object;
  }

  /** Some stores drop the tags given at initiate, so tags are looked at and written if need be. */
  private CompletionStage<ObjectInfo> withTags(ActiveUpload upload, ObjectInfo object) {
    Map<String, String> wanted = upload.plan().metadata().tags();
    if (wanted.isEmpty()) {
      return CompletableFuture.completedStage(object);
    }
    ObjectLocation location = upload.handle().destination();
    return destination
        .tags(location, Optional.empty())
        .thenCompose(
            tags ->
                tags.equals(wanted)
                    ? CompletableFuture.completedStage(null)
                    : destination.writeTags(location, wanted))
        .handle((written, failure) -> object.withTags(failure == null ? wanted : Map.of()));
  }

  private static StoreFault faultOf(ActiveUpload upload, Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.COMPLETE, upload.handle().destination());
  }

  private static StoreException fault(
      Kind kind, StoreOperation operation, ObjectLocation target, String message) {
    return new StoreException(StoreFault.found(kind, operation, target, message));
  }
}
