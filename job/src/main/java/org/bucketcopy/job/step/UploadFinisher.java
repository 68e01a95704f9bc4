package org.bucketcopy.job.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CopiedPart;
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
  /** How often a Complete is sent whose answer was lost and whose object is not there. */
  private static final int MOST_COMPLETES = 5;

  private static final long PAUSE_MILLIS = 1_000;

  private final ObjectStore source;
  private final ObjectStore destination;

  UploadFinisher(ObjectStore source, ObjectStore destination) {
    this.source = source;
    this.destination = destination;
  }

  /**
   * Completes the upload.
   *
   * @return the object as it is at the destination now; fails with a {@link StoreException} whose
   *     fault says why the object is not, or cannot be shown to be, a copy of the planned source
   */
  CompletionStage<ObjectInfo> finish(ActiveUpload upload) {
    return sourceIsUnchanged(upload)
        .thenCompose(unchanged -> complete(upload, completion(upload, upload.parts()), 1))
        .thenCompose(object -> withTags(upload, ofTheSourcesContent(upload, object)));
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

  private static UploadCompletion completion(ActiveUpload upload, List<CopiedPart> parts) {
    PlannedUpload plan = upload.plan();
    return new UploadCompletion(upload.handle(), parts, plan.metadata(), plan.rule());
  }

  private CompletionStage<ObjectInfo> complete(
      ActiveUpload upload, UploadCompletion completion, int attempt) {
    return destination
        .complete(completion)
        .handle(
            (object, failure) ->
                failure == null
                    ? look(upload, completion).thenApply(found -> proven(upload, found))
                    : settle(upload, completion, attempt, faultOf(upload, failure)))
        .thenCompose(Function.identity());
  }

  private CompletionStage<ObjectInfo> settle(
      ActiveUpload upload, UploadCompletion completion, int attempt, StoreFault fault) {
    return switch (fault.kind()) {
      case INVALID_PART ->
          attempt < MOST_COMPLETES
              ? listedParts(upload, fault)
                  .thenCompose(listed -> complete(upload, completion(upload, listed), attempt + 1))
              : CompletableFuture.failedStage(new StoreException(fault));
      case UNKNOWN, TRANSIENT, THROTTLED, UPLOAD_GONE, ALREADY_EXISTS ->
          look(upload, completion)
              .thenCompose(
                  found ->
                      found.isPresent()
                          ? CompletableFuture.completedStage(found.orElseThrow())
                          : completeAgain(upload, completion, attempt, fault));
      default -> CompletableFuture.failedStage(new StoreException(fault));
    };
  }

  private CompletionStage<ObjectInfo> completeAgain(
      ActiveUpload upload, UploadCompletion completion, int attempt, StoreFault fault) {
    if (!fault.kind().passing() || attempt >= MOST_COMPLETES) {
      return CompletableFuture.failedStage(new StoreException(fault));
    }
    return CompletableFuture.runAsync(
            () -> {},
            CompletableFuture.delayedExecutor(PAUSE_MILLIS * attempt, TimeUnit.MILLISECONDS))
        .thenCompose(waited -> complete(upload, completion, attempt + 1));
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

  private static ObjectInfo proven(ActiveUpload upload, Optional<ObjectInfo> found) {
    return found.orElseThrow(
        () ->
            fault(
                Kind.UNKNOWN,
                StoreOperation.COMPLETE,
                upload.handle().destination(),
                "the store says it is complete, but the object there is not the one that was"
                    + " uploaded: somebody else may have written it"));
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

  /** The store's own view of the parts, accepted if it has every planned part at its size. */
  private CompletionStage<List<CopiedPart>> listedParts(ActiveUpload upload, StoreFault invalid) {
    return destination
        .parts(upload.handle())
        .thenApply(
            listed -> {
              Map<Integer, CopiedPart> byNumber =
                  listed.stream()
                      .collect(Collectors.toMap(CopiedPart::partNumber, Function.identity()));
              List<CopiedPart> parts = new ArrayList<>();
              for (int n = 1; n <= upload.plan().layout().partCount(); n++) {
                CopiedPart part = byNumber.get(n);
                if (part == null || part.size() != upload.plan().layout().range(n).length()) {
                  throw new StoreException(invalid);
                }
                parts.add(part);
              }
              return parts;
            });
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
        .handle(
            (written, failure) ->
                new ObjectInfo(
                    object.identity(),
                    object.metadata().withTags(failure == null ? wanted : Map.of()),
                    object.traits(),
                    object.contentCrc64()));
  }

  private static StoreFault faultOf(ActiveUpload upload, Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.COMPLETE, upload.handle().destination());
  }

  private static StoreException fault(
      Kind kind, StoreOperation operation, ObjectLocation target, String message) {
    return new StoreException(StoreFault.found(kind, operation, target, message));
  }
}
