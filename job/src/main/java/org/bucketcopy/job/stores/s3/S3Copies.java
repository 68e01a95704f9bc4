package org.bucketcopy.job.stores.s3;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.stores.s3.direct.CopyAnswer;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.verify.CrcCombination;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/** The calls that make objects and parts. */
final class S3Copies {
  private final S3AsyncClient client;
  private final FrequentCalls calls;
  private final StoreProfile profile;

  S3Copies(S3Connection connection, StoreProfile profile) {
    this.client = connection.client();
    this.calls = connection.calls();
    this.profile = profile;
  }

  CompletionStage<StoredObject> copyObject(ObjectCopy copy) {
    S3Call call = S3Call.of(StoreOperation.COPY_OBJECT, copy.destination()).under(copy.rule());
    return call.make(
            () -> {
              copy.metadata().ifPresent(given -> S3Metadata.check(call, given));
              return calls.copyObject(copy);
            })
        .thenApply(
            answer -> new StoredObject(etag(call, answer), answer.versionId(), checksums(answer)))
        .exceptionallyCompose(
            failure ->
                call.kindOf(failure) == StoreFault.Kind.ALREADY_EXISTS
                    ? failedCondition(call, copy.destination(), failure)
                    : CompletableFuture.failedStage(failure));
  }

  /**
   * The SDK does not say which of the two conditions failed, so a look at the destination decides.
   */
  private <T> CompletionStage<T> failedCondition(
      S3Call call, ObjectLocation destination, Throwable failure) {
    S3Call look = S3Call.of(StoreOperation.HEAD_OBJECT, destination);
    return look.make(
            () ->
                client.headObject(
                    request -> request.bucket(destination.bucket().name()).key(destination.key())))
        .handle(
            (there, absent) -> {
              if (absent != null && look.kindOf(absent) == StoreFault.Kind.NOT_FOUND) {
                throw call.found(
                    StoreFault.Kind.SOURCE_CHANGED, "the source has another ETag than it had");
              }
              throw StoreException.again(failure);
            });
  }

  /** Where parts are sent and the store verifies a CRC-32C, it wants one of each. */
  CompletionStage<UploadHandle> initiate(UploadRequest upload) {
    ObjectLocation destination = upload.destination();
    S3Call call = S3Call.of(StoreOperation.INITIATE, destination);
    KeptBody.Kept kept = new KeptBody.Kept();
    return call.make(
            () -> {
              S3Metadata.check(call, upload.metadata());
              return client
                  .createMultipartUpload(request(upload, kept))
                  .thenApply(answered -> kept.answer().fields());
            })
        .thenApply(
            answer ->
                answer
                    .value("UploadId")
                    .filter(id -> !id.isEmpty())
                    .map(id -> new UploadHandle(destination, id))
                    .orElseThrow(
                        () -> call.found(StoreFault.Kind.UNKNOWN, "the answer has no upload id")));
  }

  private CreateMultipartUploadRequest request(UploadRequest upload, KeptBody.Kept kept) {
    AwsRequestOverrideConfiguration.Builder asked = kept.asked().toBuilder();
    S3Metadata.headers(upload.metadata()).forEach(asked::putHeader);
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(upload.destination().bucket().name())
            .key(upload.destination().key())
            .overrideConfiguration(asked.build());
    if (upload.parts() == UploadRequest.Parts.SENT) {
      S3Metadata.checksum(profile)
          .ifPresent(crc -> request.checksumAlgorithm(crc).checksumType(ChecksumType.FULL_OBJECT));
    } else if (profile.can(Ability.COPY_CHECKSUMS)) {
      upload
          .checksum()
          .map(S3Checksums::name)
          .ifPresent(crc -> request.checksumAlgorithm(crc).checksumType(ChecksumType.FULL_OBJECT));
    }
    return request.build();
  }

  /** The part that is copied; empty if the answer reports a part without an ETag. */
  CompletionStage<Optional<UploadedPart>> copyPart(PartCopy copy) {
    S3Call call = S3Call.of(StoreOperation.COPY_PART, copy.upload().destination());
    return call.make(() -> calls.copyPart(copy))
        .thenApply(
            answer ->
                etag(call, answer)
                    .map(etag -> new UploadedPart(copy.partNumber(), etag, copy.range().length()))
                    .map(part -> checksums(answer).combinable().map(part::with).orElse(part)));
  }

  /** Only where they were asked for, and so are known to be those of the copy. */
  private ContentChecksums checksums(CopyAnswer answer) {
    return profile.can(Ability.COPY_CHECKSUMS) ? answer.checksums() : ContentChecksums.NONE;
  }

  private static Optional<ETag> etag(S3Call call, CopyAnswer answer) {
    Optional<ETag> etag = ETag.parse(answer.etag());
    return etag.isEmpty() && answer.dated() ? etag : Optional.of(call.proof(answer.etag()));
  }

  /**
   * Checksums are named only if each part has one: an upload has them all, or was asked for none.
   */
  CompletionStage<StoredObject> complete(UploadCompletion completion) {
    ObjectLocation destination = completion.upload().destination();
    Optional<Checksum> whole =
        profile.can(Ability.COPY_CHECKSUMS) || S3Metadata.checksum(profile).isPresent()
            ? CrcCombination.of(completion.parts())
            : Optional.empty();
    List<CompletedPart> parts =
        completion.parts().stream()
            .map(part -> whole.isPresent() ? part : part.withoutChecksum())
            .map(S3Copies::named)
            .toList();
    S3Call call = S3Call.of(StoreOperation.COMPLETE, destination).under(completion.rule());
    KeptBody.Kept kept = new KeptBody.Kept();
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(destination.bucket().name())
            .key(destination.key())
            .uploadId(completion.upload().uploadId())
            .multipartUpload(upload -> upload.parts(parts))
            .overrideConfiguration(kept.asked());
    if (completion.rule() == DestinationRule.MUST_BE_ABSENT) {
      request.ifNoneMatch(S3Metadata.ANY);
    }
    whole.ifPresent(crc -> named(request, crc).checksumType(ChecksumType.FULL_OBJECT));
    return call.make(
            () ->
                client
                    .completeMultipartUpload(request.build())
                    .thenApply(answered -> kept.answer().fields()))
        .thenApply(
            fields ->
                new StoredObject(
                    call.proof(fields.value("ETag")),
                    kept.answer().header("x-amz-version-id"),
                    ContentChecksums.NONE));
  }

  private static CompletedPart named(UploadedPart part) {
    CompletedPart.Builder named =
        CompletedPart.builder().partNumber(part.partNumber()).eTag(part.etag().quoted());
    part.checksum().ifPresent(checksum -> named(named, checksum));
    return named.build();
  }

  private static void named(CompletedPart.Builder part, Checksum checksum) {
    String value = checksum.base64();
    switch (checksum.algorithm()) {
      case CRC32 -> part.checksumCRC32(value);
      case CRC32C -> part.checksumCRC32C(value);
      case CRC64_NVME -> part.checksumCRC64NVME(value);
      case MD5, SHA1, SHA256, CRC64_ECMA -> {}
    }
  }

  private static CompleteMultipartUploadRequest.Builder named(
      CompleteMultipartUploadRequest.Builder request, Checksum checksum) {
    String value = checksum.base64();
    return switch (checksum.algorithm()) {
      case CRC32 -> request.checksumCRC32(value);
      case CRC32C -> request.checksumCRC32C(value);
      case CRC64_NVME -> request.checksumCRC64NVME(value);
      case MD5, SHA1, SHA256, CRC64_ECMA -> request;
    };
  }

  CompletionStage<Void> abort(UploadHandle upload) {
    S3Call call = S3Call.of(StoreOperation.ABORT, upload.destination());
    return call.make(
            () ->
                client.abortMultipartUpload(
                    request ->
                        request
                            .bucket(upload.destination().bucket().name())
                            .key(upload.destination().key())
                            .uploadId(upload.uploadId())))
        .thenAccept(answer -> call.requireNoBody(answer.sdkHttpResponse()))
        .exceptionally(
            failure -> {
              if (call.kindOf(failure) != StoreFault.Kind.UPLOAD_GONE) {
                throw StoreException.again(failure);
              }
              return null;
            });
  }
}
