package org.bucketcopy.planner.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.StoreFault.Kind;

/** Where stores look alike for what an answer leaves out: in their listings. */
public final class ListedInstead {
  private ListedInstead() {}

  /**
   * The part that a copy has made.
   *
   * @param etag what the answer to UploadPartCopy names; if nothing, the part is listed
   * @return fails with {@link Kind#UNKNOWN} if the upload does not hold such a part
   */
  public static CompletionStage<UploadedPart> part(
      ObjectStore store, PartCopy copy, Optional<ETag> etag) {
    return copied(
        store,
        copy,
        etag.map(named -> new UploadedPart(copy.partNumber(), named, copy.range().length())));
  }

  /**
   * The part that a copy has made.
   *
   * @param answered what the answer to UploadPartCopy tells of it; if nothing, the part is listed
   * @return fails with {@link Kind#UNKNOWN} if the upload does not hold such a part
   */
  public static CompletionStage<UploadedPart> copied(
      ObjectStore store, PartCopy copy, Optional<UploadedPart> answered) {
    if (answered.isPresent()) {
      return CompletableFuture.completedStage(answered.get());
    }
    return store
        .partsAfter(copy.upload(), copy.partNumber() - 1)
        .handle(
            (page, failure) -> failure == null ? held(copy, page) : Optional.<UploadedPart>empty())
        .thenApply(
            held ->
                held.orElseThrow(
                    () ->
                        fault(
                            Kind.UNKNOWN,
                            StoreOperation.COPY_PART,
                            copy.upload().destination(),
                            "the answer has no ETag, and the part is not listed")));
  }

  private static Optional<UploadedPart> held(PartCopy copy, PartsPage page) {
    return page.parts().stream()
        .filter(part -> part.partNumber() == copy.partNumber())
        .filter(part -> part.size() == copy.range().length())
        .findFirst();
  }

  /**
   * What a HEAD says about an object, with the size that a listing shows of the same state if the
   * answer has no {@code Content-Length}, as from a proxy that compresses.
   *
   * @param length what the answer says
   * @param etag what the answer names
   * @param info the rest of the answer, given the length in bytes
   */
  public static CompletionStage<ObjectInfo> info(
      ObjectStore store,
      ObjectLocation object,
      Optional<Long> length,
      ETag etag,
      LongFunction<ObjectInfo> info) {
    if (length.isPresent()) {
      return CompletableFuture.completedStage(info.apply(length.get()));
    }
    return listed(store, object)
        .thenApply(
            there ->
                there
                    .filter(listed -> listed.identity().etag().equals(etag))
                    .map(ListedObject::size)
                    .map(info::apply)
                    .orElseThrow(
                        () ->
                            fault(
                                Kind.TRANSIENT,
                                StoreOperation.HEAD_OBJECT,
                                object,
                                "the answer has no length, and the listing does not show the"
                                    + " object in this state")));
  }

  /**
   * What is at a key, as a listing shows it: by a HEAD, and by a listing where that is denied. S3
   * denies the HEAD of what is not there to who may not list.
   *
   * @return empty if nothing is there; fails as the listing does if that is denied too
   */
  public static CompletionStage<Optional<ListedObject>> object(
      ObjectStore store, ObjectLocation object) {
    return store
        .head(object, Optional.empty())
        .thenApply(info -> Optional.of(listed(object, info)))
        .exceptionallyCompose(
            failure ->
                switch (StoreException.kindOf(failure)) {
                  case NOT_FOUND -> CompletableFuture.completedStage(Optional.empty());
                  case DENIED -> listed(store, object);
                  default -> CompletableFuture.failedStage(failure);
                });
  }

  /** A listing names no version. */
  private static ListedObject listed(ObjectLocation object, ObjectInfo info) {
    ObjectIdentity seen = info.identity();
    return new ListedObject(
        object.key(),
        new ObjectIdentity(seen.etag(), Optional.empty(), seen.size(), seen.lastModified()),
        info.metadata().storageClass());
  }

  private static CompletionStage<Optional<ListedObject>> listed(
      ObjectStore store, ObjectLocation object) {
    // Of all keys that begin with a key, the key itself is listed first.
    return store
        .list(new ObjectPrefix(object.bucket(), object.key()), Optional.empty())
        .thenApply(
            page ->
                page.objects().stream()
                    .filter(listed -> listed.key().equals(object.key()))
                    .findFirst());
  }

  private static StoreException fault(
      Kind kind, StoreOperation operation, ObjectLocation object, String message) {
    return new StoreException(StoreFault.found(kind, operation, object, message));
  }
}
