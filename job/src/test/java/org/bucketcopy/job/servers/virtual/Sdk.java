package org.bucketcopy.job.servers.virtual;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The AWS SDK as a client of a virtual server: what we believe about S3 is checked by it. */
final class Sdk {
  static final long MIB = 1L << 20;

  /** Shared and never closed, since closing it takes two seconds. */
  private static final SdkAsyncHttpClient HTTP = NettyNioAsyncHttpClient.create();

  private Sdk() {}

  /** A client that never retries. */
  static S3AsyncClient of(VirtualS3 server) {
    return S3AsyncClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClient(HTTP)
        .build();
  }

  static String initiate(S3AsyncClient client, String key) {
    return client
        .createMultipartUpload(request -> request.bucket(VirtualS3.DESTINATION).key(key))
        .join()
        .uploadId();
  }

  /** Copies a range, both ends inclusive, and gives the part as Complete wants it. */
  static CompletedPart copyPart(
      S3AsyncClient client, String key, String uploadId, int number, String range) {
    CopyPartResult result =
        client
            .uploadPartCopy(
                request ->
                    request
                        .sourceBucket(VirtualS3.SOURCE)
                        .sourceKey(key)
                        .copySourceRange("bytes=" + range)
                        .destinationBucket(VirtualS3.DESTINATION)
                        .destinationKey(key)
                        .uploadId(uploadId)
                        .partNumber(number))
            .join()
            .copyPartResult();
    return CompletedPart.builder().partNumber(number).eTag(result.eTag()).build();
  }

  /** Completes an upload, and gives the ETag with its quotes. */
  static String complete(
      S3AsyncClient client, String key, String uploadId, CompletedPart... parts) {
    return client
        .completeMultipartUpload(
            request ->
                request
                    .bucket(VirtualS3.DESTINATION)
                    .key(key)
                    .uploadId(uploadId)
                    .multipartUpload(all -> all.parts(parts)))
        .join()
        .eTag();
  }

  /** Copies an object in one request. */
  static CompletableFuture<?> copy(S3AsyncClient client, String key) {
    return client.copyObject(
        request ->
            request
                .sourceBucket(VirtualS3.SOURCE)
                .sourceKey(key)
                .destinationBucket(VirtualS3.DESTINATION)
                .destinationKey(key));
  }

  /** The error that a call ends with: status and code, or the class of what is no answer of S3. */
  static String error(Runnable call) {
    try {
      call.run();
      return "none";
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause instanceof S3Exception answer
          ? answer.statusCode() + " " + answer.awsErrorDetails().errorCode()
          : cause.getClass().getSimpleName();
    }
  }
}
