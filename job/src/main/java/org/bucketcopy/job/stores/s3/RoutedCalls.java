package org.bucketcopy.job.stores.s3;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.job.stores.AskedBytes;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.s3.direct.CopyAnswer;
import org.bucketcopy.job.stores.s3.direct.DirectCalls;
import org.bucketcopy.job.stores.s3.direct.KnownEndpoint;
import org.bucketcopy.job.stores.s3.direct.ListingRequest;
import org.bucketcopy.job.stores.s3.direct.SentAnswer;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartUpload;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Made directly where it is known where the bucket is, and by the SDK's client elsewhere. */
final class RoutedCalls implements FrequentCalls {
  private final BucketEndpoints endpoints;
  private final DirectCalls direct;
  private final FrequentCalls sdk;
  private final boolean streams;

  /**
   * @param endpoints where buckets are
   * @param sdk makes the calls for all others, and for buckets whose names are more than names
   * @param streams whether {@code direct} takes bodies that are read while they are sent
   */
  RoutedCalls(BucketEndpoints endpoints, DirectCalls direct, FrequentCalls sdk, boolean streams) {
    this.endpoints = endpoints;
    this.direct = direct;
    this.sdk = sdk;
    this.streams = streams;
  }

  @Override
  public CompletableFuture<CopyAnswer> copyObject(ObjectCopy copy) {
    if (isSpecial(copy.source().object().bucket())) {
      return sdk.copyObject(copy);
    }
    return made(
        copy.destination().bucket(),
        endpoint -> direct.copyObject(endpoint, copy, S3Metadata.headers(copy)),
        () -> sdk.copyObject(copy));
  }

  @Override
  public CompletableFuture<CopyAnswer> copyPart(PartCopy copy) {
    if (isSpecial(copy.source().object().bucket())) {
      return sdk.copyPart(copy);
    }
    return made(
        copy.upload().destination().bucket(),
        endpoint -> direct.copyPart(endpoint, copy),
        () -> sdk.copyPart(copy));
  }

  @Override
  public CompletableFuture<SentAnswer> putObject(
      ObjectLocation destination, Map<String, String> headers, AsyncRequestBody body) {
    return made(
        destination.bucket(),
        endpoint -> direct.putObject(endpoint, destination, headers, body),
        () -> sdk.putObject(destination, headers, body));
  }

  @Override
  public CompletableFuture<SentAnswer> putObject(
      ObjectLocation destination, Map<String, String> headers, SentBody body) {
    if (!streams) {
      return sdk.putObject(destination, headers, body);
    }
    return made(
        destination.bucket(),
        endpoint -> direct.putObject(endpoint, destination, headers, body.streamed()),
        () -> sdk.putObject(destination, headers, body));
  }

  @Override
  public CompletableFuture<SentAnswer> uploadPart(PartUpload part, SentBody body) {
    if (!streams) {
      return sdk.uploadPart(part, body);
    }
    return made(
        part.upload().destination().bucket(),
        endpoint -> direct.uploadPart(endpoint, part, body.streamed()),
        () -> sdk.uploadPart(part, body));
  }

  @Override
  public CompletableFuture<HeadObjectResponse> head(
      ObjectLocation object, Optional<String> versionId) {
    return made(
        object.bucket(),
        endpoint -> direct.head(endpoint, object, versionId).thenApply(HeadAnswer::of),
        () -> sdk.head(object, versionId));
  }

  @Override
  public CompletableFuture<RangeAnswer.Opened> get(
      S3Call call, CopySource source, AskedBytes asked) {
    return made(
        source.object().bucket(),
        endpoint -> {
          RangeStream bytes = new RangeStream(call, asked.length());
          return direct
              .get(endpoint, source, asked.range(), bytes)
              .thenApply(answer -> new RangeAnswer.Opened(answer.head(), bytes));
        },
        () -> sdk.get(call, source, asked));
  }

  @Override
  public CompletableFuture<ObjectPage> list(ListingRequest request) {
    return made(
        request.page().prefix().bucket(),
        endpoint -> direct.list(endpoint, request),
        () -> sdk.list(request));
  }

  /**
   * Whether a bucket is at an address of its own, or is signed for in its own way: ARNs have
   * colons, and the names of directory buckets and of Outposts end in two hyphens and their kind.
   */
  private static boolean isSpecial(Bucket bucket) {
    return bucket.name().indexOf(':') >= 0 || bucket.name().contains("--");
  }

  /** By the SDK if it is not known where {@code bucket} is, or if what is known is wrong by now. */
  private <T> CompletableFuture<T> made(
      Bucket bucket,
      Function<KnownEndpoint, CompletableFuture<T>> directly,
      Supplier<CompletableFuture<T>> bySdk) {
    Optional<KnownEndpoint> known = isSpecial(bucket) ? Optional.empty() : endpoints.of(bucket);
    return known
        .map(
            endpoint ->
                directly
                    .apply(endpoint)
                    .exceptionallyCompose(
                        failure ->
                            endpoints.refused(bucket, endpoint, failure)
                                ? bySdk.get()
                                : CompletableFuture.failedFuture(failure)))
        .orElseGet(bySdk);
  }
}
