package org.bucketcopy.planner.store;

import com.google.common.io.ByteSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * The reference of {@link ObjectStore}: a {@link MemoryService} seen through a profile. It holds
 * every rule that some real store has: all limits of the profile, and that a range of a source no
 * larger than the smallest part is refused, as S3 does. An ability that the profile lacks is not
 * offered, or its condition is ignored as servers do.
 */
public final class MemoryStore implements ObjectStore {
  /** All abilities within the limits of S3. */
  public static final StoreProfile PROFILE =
      new StoreProfile("memory", StoreLimits.S3, EnumSet.allOf(Ability.class));

  private final MemoryService service;
  private final StoreProfile profile;
  private final int pageSize;
  private final MemoryRules rules;

  /**
   * @param service the server
   * @param profile what the store can do and may hold
   * @param pageSize most objects on a page of a listing
   */
  public MemoryStore(MemoryService service, StoreProfile profile, int pageSize) {
    this.service = service;
    this.profile = profile;
    this.pageSize = pageSize;
    this.rules = new MemoryRules(service, profile);
  }

  @Override
  public StoreProfile profile() {
    return profile;
  }

  @Override
  public CompletionStage<BucketInfo> bucket(Bucket bucket) {
    return answer(
        () -> {
          MemoryRules.check(
              service.has(bucket), StoreFault.Kind.NOT_FOUND, StoreOperation.HEAD_BUCKET, bucket);
          return new BucketInfo(
              bucket,
              Optional.empty(),
              profile.can(Ability.VERSIONS) ? BucketInfo.Versions.KEPT : BucketInfo.Versions.NONE);
        });
  }

  @Override
  public CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter) {
    return answer(
        () -> {
          MemoryRules.check(
              service.has(prefix.bucket()),
              StoreFault.Kind.NOT_FOUND,
              StoreOperation.LIST_OBJECTS,
              prefix);
          return service.page(prefix, startAfter, pageSize);
        });
  }

  @Override
  public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
    return answer(
        () -> {
          MemoryObject found = rules.found(StoreOperation.HEAD_OBJECT, object, versionId);
          return found.info(
              Optional.of(found.version()).filter(v -> profile.can(Ability.VERSIONS)));
        });
  }

  @Override
  public CompletionStage<Map<String, String>> tags(
      ObjectLocation object, Optional<String> versionId) {
    return answer(
        () -> {
          rules.requires(Ability.TAGS, StoreOperation.READ_TAGS, object);
          return rules.found(StoreOperation.READ_TAGS, object, versionId).metadata().tags();
        });
  }

  @Override
  public CompletionStage<Void> writeTags(ObjectLocation object, Map<String, String> tags) {
    return done(
        () -> {
          rules.requires(Ability.TAGS, StoreOperation.WRITE_TAGS, object);
          rules.found(StoreOperation.WRITE_TAGS, object, Optional.empty());
          service.tag(object, tags);
        });
  }

  @Override
  public CompletionStage<StoredObject> copyObject(ObjectCopy copy) {
    StoreOperation operation = StoreOperation.COPY_OBJECT;
    return answer(
        () -> {
          ObjectLocation destination = copy.destination();
          MemoryObject source =
              rules.source(operation, copy.source(), Ability.COPY_OBJECT_IF_MATCH, destination);
          MemoryRules.accept(
              source.size() <= profile.limits().maxCopyObjectSize(),
              operation,
              destination,
              "the source is too large for one call");
          rules.acceptKey(operation, destination);
          rules.respect(copy.rule(), Ability.COPY_OBJECT_IF_ABSENT, operation, destination);
          MemoryObject made =
              service.put(
                  destination,
                  source.content(),
                  MemoryService.etagOf(source.content()),
                  carried(source.metadata(), copy, profile));
          return answerOf(made);
        });
  }

  /** Where there is no tagging directive, tags go the way of other metadata, as with Ceph RGW. */
  private static ObjectMetadata carried(
      ObjectMetadata source, ObjectCopy copy, StoreProfile profile) {
    Map<String, String> without = copy.metadata().isPresent() ? Map.of() : source.tags();
    return copy.metadata()
        .orElse(source)
        .withTags(
            profile.can(Ability.TAGGING_DIRECTIVE) ? copy.tags().orElse(source.tags()) : without)
        .withStorageClass(copy.storageClass());
  }

  @Override
  public CompletionStage<UploadHandle> initiate(UploadRequest request) {
    return answer(
        () -> {
          rules.requires(Ability.PART_COPY, StoreOperation.INITIATE, request.destination());
          rules.acceptKey(StoreOperation.INITIATE, request.destination());
          return service.initiate(request, profile.can(Ability.COPY_CHECKSUMS));
        });
  }

  @Override
  public CompletionStage<UploadedPart> copyPart(PartCopy copy) {
    StoreOperation operation = StoreOperation.COPY_PART;
    return answer(
        () -> {
          ObjectLocation destination = copy.upload().destination();
          MemoryUpload upload = rules.upload(operation, copy.upload());
          MemoryObject source =
              rules.source(operation, copy.source(), Ability.PART_COPY_IF_MATCH, destination);
          StoreLimits limits = profile.limits();
          MemoryRules.accept(
              copy.partNumber() <= limits.maxParts(), operation, destination, "part number");
          MemoryRules.accept(
              copy.range().last() < source.size(), operation, destination, "range past the end");
          MemoryRules.accept(
              copy.whole() || source.size() > limits.minPartSize(),
              operation,
              destination,
              "source too small");
          MemoryRules.accept(
              copy.range().length() <= limits.maxPartSize(),
              operation,
              destination,
              "part too large");
          ByteSource content = source.content().slice(copy.range().first(), copy.range().length());
          UploadedPart part =
              new UploadedPart(
                  copy.partNumber(), MemoryService.etagOf(content), copy.range().length());
          UploadedPart held = upload.summed(part, content);
          upload.hold(held, content);
          return held;
        });
  }

  @Override
  public CompletionStage<PartsPage> partsAfter(UploadHandle upload, int partNumber) {
    return answer(
        () -> {
          List<UploadedPart> after =
              rules.upload(StoreOperation.LIST_PARTS, upload).parts().stream()
                  .filter(part -> part.partNumber() > partNumber)
                  .toList();
          List<UploadedPart> page = after.subList(0, Math.min(pageSize, after.size()));
          return new PartsPage(
              page,
              page.size() < after.size()
                  ? OptionalInt.of(page.get(page.size() - 1).partNumber())
                  : OptionalInt.empty());
        });
  }

  @Override
  public CompletionStage<UploadsPage> openUploadsAfter(
      ObjectPrefix prefix, Optional<UploadMarker> after) {
    return answer(
        () -> {
          List<OpenUpload> all =
              service.openUploads().stream()
                  .filter(open -> open.handle().destination().bucket().equals(prefix.bucket()))
                  .filter(open -> open.handle().destination().key().startsWith(prefix.prefix()))
                  .filter(open -> after.isEmpty() || isAfter(open, after.orElseThrow()))
                  .sorted(Comparator.comparing(MemoryStore::order))
                  .toList();
          List<OpenUpload> page = all.subList(0, Math.min(pageSize, all.size()));
          Optional<UploadMarker> next =
              page.size() < all.size()
                  ? Optional.of(marker(page.get(page.size() - 1)))
                  : Optional.empty();
          return new UploadsPage(new OpenUploads(page, List.of()), page.size(), next);
        });
  }

  private static UploadMarker marker(OpenUpload upload) {
    return new UploadMarker(
        upload.handle().destination().key(), Optional.of(upload.handle().uploadId()));
  }

  private static boolean isAfter(OpenUpload upload, UploadMarker marker) {
    return order(upload).compareTo(marker.key() + '\0' + marker.uploadId().orElse("")) > 0;
  }

  private static String order(OpenUpload upload) {
    return upload.handle().destination().key() + '\0' + upload.handle().uploadId();
  }

  @Override
  public CompletionStage<StoredObject> complete(UploadCompletion completion) {
    StoreOperation operation = StoreOperation.COMPLETE;
    return answer(
        () -> {
          ObjectLocation destination = completion.upload().destination();
          MemoryUpload upload = rules.upload(operation, completion.upload());
          MemoryRules.check(
              completion.parts().stream().allMatch(upload::holds),
              StoreFault.Kind.INVALID_PART,
              operation,
              destination);
          List<UploadedPart> parts = upload.held(completion.parts());
          StoreLimits limits = profile.limits();
          MemoryRules.accept(
              parts.subList(0, parts.size() - 1).stream()
                  .allMatch(part -> part.size() >= limits.minPartSize()),
              operation,
              destination,
              "a part that is not the last is too small");
          rules.respect(completion.rule(), Ability.COMPLETE_IF_ABSENT, operation, destination);
          ETag etag =
              profile.can(Ability.COMPOSITE_ETAG)
                  ? MemoryService.etagOf(parts)
                  : ETag.of(completion.upload().uploadId());
          MemoryObject made =
              service.put(
                  destination,
                  upload.content(parts),
                  parts.stream().map(UploadedPart::size).toList(),
                  etag,
                  upload.metadata());
          service.forget(completion.upload());
          return answerOf(made);
        });
  }

  @Override
  public CompletionStage<Void> abort(UploadHandle upload) {
    return done(() -> service.forget(upload));
  }

  @Override
  public CompletionStage<Void> delete(ObjectLocation object, ObjectIdentity state) {
    return StateDeletion.of(
        this, object, state, () -> done(() -> service.delete(object, state.versionId())));
  }

  @Override
  public ObjectWriter writer() {
    return new MemoryWriter(service, profile, rules);
  }

  @Override
  public ObjectInspector inspector() {
    return new MemoryInspector(this, rules);
  }

  @Override
  public ObjectReader reader() {
    return new MemoryReader(this, rules);
  }

  @Override
  public ObjectDeleter deleter() {
    return (bucket, keys) ->
        answer(
            () -> {
              keys.forEach(key -> service.delete(bucket.object(key)));
              return Map.of();
            });
  }

  @Override
  public void close() {
    // The service lives on.
  }

  private static StoredObject answerOf(MemoryObject made) {
    return new StoredObject(made.etag(), Optional.of(made.version()), ContentChecksums.NONE);
  }

  private CompletionStage<Void> done(Runnable work) {
    CompletableFuture<Void> nothing = CompletableFuture.runAsync(() -> {}, Runnable::run);
    return answer(
            () -> {
              work.run();
              return true;
            })
        .thenCompose(made -> nothing);
  }

  <T> CompletionStage<T> answer(Supplier<T> work) {
    try {
      synchronized (service) {
        return CompletableFuture.completedFuture(work.get());
      }
    } catch (StoreException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }
}
