package org.bucketcopy.job.stores.s3;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.job.stores.AskedBytes;
import org.bucketcopy.job.stores.listing.Dialect;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.listing.PageRequest;
import org.bucketcopy.job.stores.listing.XmlPages;
import org.bucketcopy.job.stores.s3.direct.CopyAnswer;
import org.bucketcopy.job.stores.s3.direct.ListingRequest;
import org.bucketcopy.job.stores.s3.direct.SentAnswer;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartUpload;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Made by the SDK's client, which knows all of Amazon's addresses and finds buckets elsewhere. */
final class SdkCalls implements FrequentCalls {
  private final S3AsyncClient client;

  SdkCalls(S3AsyncClient client) {
    this.client = client;
  }

  @Override
  public CompletableFuture<CopyAnswer> copyObject(ObjectCopy copy) {
    CopySource source = copy.source();
    AwsRequestOverrideConfiguration.Builder asked = AwsRequestOverrideConfiguration.builder();
    S3Metadata.headers(copy).forEach(asked::putHeader);
    CopyObjectRequest.Builder request =
        CopyObjectRequest.builder()
            .sourceBucket(source.object().bucket().name())
            .sourceKey(source.object().key())
            .destinationBucket(copy.destination().bucket().name())
            .destinationKey(copy.destination().key())
            .overrideConfiguration(asked.build());
    source.ifMatch().ifPresent(request::copySourceIfMatch);
    source.versionId().ifPresent(request::sourceVersionId);
    if (copy.rule() == DestinationRule.MUST_BE_ABSENT) {
      request.ifNoneMatch(S3Metadata.ANY);
    }
    return client
        .copyObject(request.build())
        .thenApply(
            answer ->
                new CopyAnswer(
                    Optional.ofNullable(answer.copyObjectResult()).map(CopyObjectResult::eTag),
                    S3Metadata.present(answer.versionId()),
                    Optional.ofNullable(answer.copyObjectResult())
                        .map(CopyObjectResult::lastModified)
                        .isPresent(),
                    Optional.ofNullable(answer.copyObjectResult())
                        .map(S3Checksums::of)
                        .orElse(ContentChecksums.NONE)));
  }

  @Override
  public CompletableFuture<CopyAnswer> copyPart(PartCopy copy) {
    CopySource source = copy.source();
    UploadPartCopyRequest.Builder request =
        UploadPartCopyRequest.builder()
            .sourceBucket(source.object().bucket().name())
            .sourceKey(source.object().key())
            .destinationBucket(copy.upload().destination().bucket().name())
            .destinationKey(copy.upload().destination().key())
            .uploadId(copy.upload().uploadId())
            .partNumber(copy.partNumber());
    if (!copy.whole()) {
      request.copySourceRange(copy.range().header());
    }
    source.ifMatch().ifPresent(request::copySourceIfMatch);
    source.versionId().ifPresent(request::sourceVersionId);
    return client
        .uploadPartCopy(request.build())
        .thenApply(
            answer ->
                new CopyAnswer(
                    Optional.ofNullable(answer.copyPartResult()).map(CopyPartResult::eTag),
                    Optional.empty(),
                    Optional.ofNullable(answer.copyPartResult())
                        .map(CopyPartResult::lastModified)
                        .isPresent(),
                    Optional.ofNullable(answer.copyPartResult())
                        .map(S3Checksums::of)
                        .orElse(ContentChecksums.NONE)));
  }

  @Override
  public CompletableFuture<SentAnswer> putObject(
      ObjectLocation destination, Map<String, String> headers, AsyncRequestBody body) {
    return put(put(destination, headers).build(), body);
  }

  @Override
  public CompletableFuture<SentAnswer> putObject(
      ObjectLocation destination, Map<String, String> headers, SentBody body) {
    PutObjectRequest.Builder request = put(destination, headers);
    if (body.isTrailed()) {
      request.checksumAlgorithm(S3Metadata.CHECKSUM);
    }
    return put(request.build(), body);
  }

  private static PutObjectRequest.Builder put(
      ObjectLocation destination, Map<String, String> headers) {
    AwsRequestOverrideConfiguration.Builder asked = AwsRequestOverrideConfiguration.builder();
    headers.forEach(asked::putHeader);
    return PutObjectRequest.builder()
        .bucket(destination.bucket().name())
        .key(destination.key())
        .overrideConfiguration(asked.build());
  }

  private CompletableFuture<SentAnswer> put(PutObjectRequest request, AsyncRequestBody body) {
    return client.putObject(request, body).thenApply(SdkCalls::sent);
  }

  @Override
  public CompletableFuture<SentAnswer> uploadPart(PartUpload part, SentBody body) {
    UploadPartRequest.Builder request =
        UploadPartRequest.builder()
            .bucket(part.upload().destination().bucket().name())
            .key(part.upload().destination().key())
            .uploadId(part.upload().uploadId())
            .partNumber(part.partNumber());
    if (body.isTrailed()) {
      request.checksumAlgorithm(S3Metadata.CHECKSUM);
    }
    return client.uploadPart(request.build(), body).thenApply(SdkCalls::sent);
  }

  private static SentAnswer sent(PutObjectResponse answer) {
    return new SentAnswer(
        Optional.ofNullable(answer.eTag()),
        S3Metadata.present(answer.serverSideEncryptionAsString()),
        S3Metadata.present(answer.sseCustomerAlgorithm()),
        S3Metadata.present(answer.checksumCRC32C()),
        S3Metadata.present(answer.versionId()));
  }

  private static SentAnswer sent(UploadPartResponse answer) {
    return new SentAnswer(
        Optional.ofNullable(answer.eTag()),
        S3Metadata.present(answer.serverSideEncryptionAsString()),
        S3Metadata.present(answer.sseCustomerAlgorithm()),
        S3Metadata.present(answer.checksumCRC32C()),
        Optional.empty());
  }

  @Override
  public CompletableFuture<HeadObjectResponse> head(
      ObjectLocation object, Optional<String> versionId) {
    return client.headObject(
        request -> {
          request.bucket(object.bucket().name()).key(object.key());
          request.checksumMode(ChecksumMode.ENABLED);
          versionId.ifPresent(request::versionId);
        });
  }

  @Override
  public CompletableFuture<RangeAnswer.Opened> get(
      S3Call call, CopySource source, AskedBytes asked) {
    return client.getObject(
        request -> {
          request.bucket(source.object().bucket().name()).key(source.object().key());
          asked.range().map(ByteRange::header).ifPresent(request::range);
          source.ifMatch().ifPresent(request::ifMatch);
          source.versionId().ifPresent(request::versionId);
        },
        new RangeAnswer(call, asked.length()));
  }

  @Override
  public CompletableFuture<ObjectPage> list(ListingRequest listing) {
    KeptBody.Kept kept = new KeptBody.Kept();
    CompletableFuture<?> answered =
        listing.page().dialect() == Dialect.MARKER
            ? client.listObjects(first(listing, kept))
            : client.listObjectsV2(second(listing, kept));
    return answered.thenApply(answer -> kept.answer().page(XmlPages::objects));
  }

  private static ListObjectsRequest first(ListingRequest listing, KeptBody.Kept kept) {
    PageRequest page = listing.page();
    ListObjectsRequest.Builder request =
        ListObjectsRequest.builder()
            .bucket(page.prefix().bucket().name())
            .prefix(page.prefix().prefix())
            .encodingType(EncodingType.URL)
            .overrideConfiguration(kept.asked());
    page.after().ifPresent(request::marker);
    listing.pageSize().ifPresent(request::maxKeys);
    return request.build();
  }

  private static ListObjectsV2Request second(ListingRequest listing, KeptBody.Kept kept) {
    PageRequest page = listing.page();
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder()
            .bucket(page.prefix().bucket().name())
            .prefix(page.prefix().prefix())
            .encodingType(EncodingType.URL)
            .overrideConfiguration(kept.asked());
    page.after().ifPresent(request::startAfter);
    page.token().ifPresent(request::continuationToken);
    listing.pageSize().ifPresent(request::maxKeys);
    return request.build();
  }
}
