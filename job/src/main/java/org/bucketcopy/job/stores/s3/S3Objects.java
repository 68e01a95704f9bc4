package org.bucketcopy.job.stores.s3;

import com.google.common.base.Strings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.stores.CarriedHeaders;
import org.bucketcopy.job.stores.FaultTable;
import org.bucketcopy.job.stores.HeadRefusal;
import org.bucketcopy.job.stores.TagSet;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.BucketInfo;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import software.amazon.awssdk.http.Header;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.Tag;

/** What S3 says about buckets and single objects, and their tags. */
final class S3Objects {
  /** Cannot be read before they are restored (docs.aws.amazon.com, archived objects). */
  private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

  private static final String RESTORED = "ongoing-request=\"false\"";

  private final S3AsyncClient client;
  private final StoreProfile profile;
  private final InstantSource clock;

  /**
   * @param clock decides whether a lock is over
   */
  S3Objects(S3AsyncClient client, StoreProfile profile, InstantSource clock) {
    this.client = client;
    this.profile = profile;
    this.clock = clock;
  }

  CompletionStage<BucketInfo> bucket(Bucket bucket) {
    S3Call call = S3Call.of(StoreOperation.HEAD_BUCKET, bucket);
    return HeadRefusal.explained(
            call.make(() -> client.headBucket(request -> request.bucket(bucket.name()))),
            () ->
                call.make(
                    () -> client.listObjects(request -> request.bucket(bucket.name()).maxKeys(1))))
        .thenCompose(
            head ->
                versions(call, bucket)
                    .thenApply(
                        versions ->
                            new BucketInfo(
                                bucket, S3Metadata.present(head.bucketRegion()), versions)));
  }

  /** Nobody needs to know: whatever else a store answers leaves it open. */
  private CompletionStage<BucketInfo.Versions> versions(S3Call call, Bucket bucket) {
    if (!profile.can(Ability.VERSIONS)) {
      return CompletableFuture.completedStage(BucketInfo.Versions.NONE);
    }
    return call.make(() -> client.getBucketVersioning(request -> request.bucket(bucket.name())))
        .thenApply(answer -> versions(answer.statusAsString()))
        .exceptionally(failure -> versioningUnknown(call, failure));
  }

  private static BucketInfo.Versions versions(String status) {
    if (Strings.isNullOrEmpty(status)) {
      return BucketInfo.Versions.NONE;
    }
    return status.equals("Enabled") || status.equals("Suspended")
        ? BucketInfo.Versions.KEPT
        : BucketInfo.Versions.UNKNOWN;
  }

  private static BucketInfo.Versions versioningUnknown(S3Call call, Throwable failure) {
    StoreFault fault = StoreException.faultOf(failure, call.operation(), call.target());
    if (fault.status() == 0) {
      throw StoreException.again(failure);
    }
    return BucketInfo.Versions.UNKNOWN;
  }

  /**
   * What a HEAD says about an object.
   *
   * @param length in bytes, if the answer has it
   * @param at when the answer came
   */
  record Head(HeadObjectResponse answer, ETag etag, Optional<Long> length, Instant at) {
    /** All of it, given the length in bytes. */
    ObjectInfo info(long size) {
      return S3Objects.info(this, size);
    }
  }

  CompletionStage<Head> head(ObjectLocation object, Optional<String> versionId) {
    return head(
        object,
        versionId,
        () ->
            client.headObject(
                request -> {
                  request.bucket(object.bucket().name()).key(object.key());
                  versionId.ifPresent(request::versionId);
                }));
  }

  /**
   * Looks at an object.
   *
   * @param request makes the HEAD
   */
  CompletionStage<Head> head(
      ObjectLocation object,
      Optional<String> versionId,
      Supplier<CompletableFuture<HeadObjectResponse>> request) {
    S3Call call = S3Call.of(StoreOperation.HEAD_OBJECT, object);
    return HeadRefusal.explained(
            call.make(request),
            () ->
                call.make(
                    () ->
                        S3Reader.probe(
                            call,
                            client,
                            get -> {
                              get.bucket(object.bucket().name()).key(object.key());
                              versionId.ifPresent(get::versionId);
                            })))
        .thenApply(head -> head(call, head, clock.instant()));
  }

  /**
   * What an answer with the headers of a HEAD says.
   *
   * @param at when it came
   * @throws StoreException if it has no time or no ETag
   */
  static Head head(S3Call call, HeadObjectResponse answer, Instant at) {
    if (answer.lastModified() == null) {
      throw call.found(FaultTable.lost(call.operation()), "the answer has no time");
    }
    return new Head(
        answer,
        call.proof(Optional.ofNullable(answer.eTag())),
        Optional.ofNullable(answer.contentLength()),
        at);
  }

  private static ObjectInfo info(Head answered, long size) {
    HeadObjectResponse head = answered.answer();
    CarriedHeaders carried = S3Metadata.of(head);
    return new ObjectInfo(
        new ObjectIdentity(
            answered.etag(),
            S3Metadata.present(head.versionId()),
            size,
            head.lastModified().toEpochMilli()),
        carried.metadata(S3Metadata.present(head.storageClassAsString())),
        traits(head, carried.isReadable(), answered.at()),
        S3Checksums.of(head));
  }

  private static Set<ObjectTrait> traits(HeadObjectResponse head, boolean readable, Instant at) {
    Set<ObjectTrait> traits = EnumSet.noneOf(ObjectTrait.class);
    if (isArchived(head)) {
      traits.add(ObjectTrait.ARCHIVED);
    }
    boolean missing = head.missingMeta() != null && head.missingMeta() > 0;
    if (missing || !readable) {
      traits.add(ObjectTrait.UNREADABLE_METADATA);
    }
    if (head.websiteRedirectLocation() != null) {
      traits.add(ObjectTrait.WEBSITE_REDIRECT);
    }
    String encryption = head.serverSideEncryptionAsString();
    if (S3Metadata.isKeyOfService(encryption)) {
      traits.add(ObjectTrait.KEY_OF_SERVICE);
    }
    if (S3Metadata.isEtagOpaque(encryption, head.sseCustomerAlgorithm())) {
      traits.add(ObjectTrait.OPAQUE_ETAG);
    }
    if (isLocked(head, at)) {
      traits.add(ObjectTrait.LOCKED);
    }
    return traits;
  }

  private static boolean isArchived(HeadObjectResponse head) {
    boolean archive =
        S3Metadata.present(head.storageClassAsString()).filter(ARCHIVES::contains).isPresent();
    boolean restored =
        S3Metadata.present(head.restore()).filter(text -> text.contains(RESTORED)).isPresent();
    return (archive && !restored) || head.archiveStatusAsString() != null;
  }

  private static boolean isLocked(HeadObjectResponse head, Instant at) {
    Instant until = head.objectLockRetainUntilDate();
    return head.objectLockLegalHoldStatus() == ObjectLockLegalHoldStatus.ON
        || (until != null && until.isAfter(at));
  }

  CompletionStage<Map<String, String>> tags(ObjectLocation object, Optional<String> versionId) {
    S3Call call = S3Call.of(StoreOperation.READ_TAGS, object);
    return TagSet.read(
        object,
        call.make(
                () ->
                    client.getObjectTagging(
                        request -> {
                          request.bucket(object.bucket().name()).key(object.key());
                          versionId.ifPresent(request::versionId);
                        }))
            .thenApply(answer -> tags(call, answer)));
  }

  private static TagSet tags(S3Call call, GetObjectTaggingResponse answer) {
    if (!answer.hasTagSet() && !isEmpty(answer)) {
      throw call.found(FaultTable.lost(call.operation()), "the answer has no tag set");
    }
    return new TagSet(
        answer.tagSet().stream()
            .map(tag -> TagSet.Tag.ofNullable(tag.key(), tag.value()))
            .toList());
  }

  /** What Ceph RGW 16 answers for tags that it was given at initiate, and cannot read itself. */
  private static boolean isEmpty(GetObjectTaggingResponse answer) {
    return answer
        .sdkHttpResponse()
        .firstMatchingHeader(Header.CONTENT_LENGTH)
        .filter("0"::equals)
        .isPresent();
  }

  /** A version is deleted as such; the current object only while it has that ETag. */
  CompletionStage<Void> delete(ObjectLocation object, ObjectIdentity state) {
    S3Call call = S3Call.of(StoreOperation.DELETE_OBJECT, object);
    return call.make(
            () ->
                client.deleteObject(
                    request -> {
                      request.bucket(object.bucket().name()).key(object.key());
                      state.versionId().ifPresent(request::versionId);
                      if (state.versionId().isEmpty() && profile.can(Ability.DELETE_IF_MATCH)) {
                        request.ifMatch(state.etag().quoted());
                      }
                    }))
        .thenAccept(answer -> call.requireNoBody(answer.sdkHttpResponse()));
  }

  CompletionStage<Void> writeTags(ObjectLocation object, Map<String, String> tags) {
    List<Tag> set =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    return S3Call.of(StoreOperation.WRITE_TAGS, object)
        .make(
            () ->
                client.putObjectTagging(
                    request ->
                        request
                            .bucket(object.bucket().name())
                            .key(object.key())
                            .tagging(tagging -> tagging.tagSet(set))))
        .thenApply(answer -> null);
  }
}
