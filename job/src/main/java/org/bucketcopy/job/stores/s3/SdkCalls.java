package org.bucketcopy.job.stores.s3;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/** Made by the SDK's client, which knows all of Amazon's addresses and finds buckets elsewhere. */
final class SdkCalls implements FrequentCalls {
  private final S3AsyncClient client;

  SdkCalls(S3AsyncClient client) {
    this.client = client;
  }

  @Override
  public CompletableFuture<CopyAnswer> copyObject(ObjectCopy copy) {
    CopySource source = copy.source();
    CopyObjectRequest.Builder request =
        CopyObjectRequest.builder()
            .sourceBucket(source.object().bucket().name())
            .sourceKey(source.object().key())
            .copySourceIfMatch(source.etag().quoted())
            .destinationBucket(copy.destination().bucket().name())
            .destinationKey(copy.destination().key());
    source.versionId().ifPresent(request::sourceVersionId);
    S3Metadata.classToAsk(copy.storageClass()).ifPresent(request::storageClass);
    if (copy.rule() == DestinationRule.MUST_BE_ABSENT) {
      request.ifNoneMatch(S3Metadata.ANY);
    }
    return client
        .copyObject(request.build())
        .thenApply(
            answer ->
                new CopyAnswer(
                    Optional.ofNullable(answer.copyObjectResult()).map(CopyObjectResult::eTag),
                    S3Metadata.present(answer.versionId())));
  }

  @Override
  public CompletableFuture<CopyAnswer> copyPart(PartCopy copy) {
    CopySource source = copy.source();
    UploadPartCopyRequest.Builder request =
        UploadPartCopyRequest.builder()
            .sourceBucket(source.object().bucket().name())
            .sourceKey(source.object().key())
            .copySourceIfMatch(source.etag().quoted())
            .copySourceRange("bytes=" + copy.range().first() + "-" + copy.range().last())
            .destinationBucket(copy.upload().destination().bucket().name())
            .destinationKey(copy.upload().destination().key())
            .uploadId(copy.upload().uploadId())
            .partNumber(copy.partNumber());
    source.versionId().ifPresent(request::sourceVersionId);
    return client
        .uploadPartCopy(request.build())
        .thenApply(
            answer ->
                new CopyAnswer(
                    Optional.ofNullable(answer.copyPartResult()).map(CopyPartResult::eTag),
                    Optional.empty()));
  }

  @Override
  public CompletableFuture<ListingAnswer> list(ListingRequest listing) {
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder()
            .bucket(listing.prefix().bucket().name())
            .prefix(listing.prefix().prefix())
            .encodingType(EncodingType.URL);
    listing.startAfter().ifPresent(request::startAfter);
    listing.pageSize().ifPresent(request::maxKeys);
    listing.continuation().ifPresent(request::continuationToken);
    return client.listObjectsV2(request.build()).thenApply(SdkCalls::answer);
  }

  private static ListingAnswer answer(ListObjectsV2Response page) {
    return new ListingAnswer(
        page.contents().stream().map(SdkCalls::entry).toList(),
        Optional.ofNullable(page.isTruncated()),
        S3Metadata.present(page.nextContinuationToken()));
  }

  private static ListedEntry entry(S3Object object) {
    return new ListedEntry(
        Optional.ofNullable(object.key()),
        Optional.ofNullable(object.eTag()),
        Optional.ofNullable(object.size()),
        Optional.ofNullable(object.lastModified()).map(Instant::toEpochMilli),
        S3Metadata.present(object.storageClassAsString()));
  }
}
