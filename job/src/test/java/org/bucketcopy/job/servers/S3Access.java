package org.bucketcopy.job.servers;

import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * How a test reaches an S3 server.
 *
 * @param endpoint where it listens
 * @param accessKey the name of its only user
 * @param secretKey that user's key
 */
public record S3Access(URI endpoint, String accessKey, String secretKey) {
  /** A way to a server that takes any login. */
  public static S3Access unchecked(URI endpoint) {
    return new S3Access(endpoint, "user", "unchecked");
  }

  /** The store settings, without {@code fs.s3a.}. */
  public Map<String, String> settings() {
    return ImmutableMap.of(
        "endpoint", endpoint.toString(), "access.key", accessKey, "secret.key", secretKey);
  }

  /** The settings that the job needs to reach it. */
  public Map<String, String> hadoopSettings() {
    return ImmutableMap.of(
        "fs.s3a.endpoint", endpoint.toString(),
        "fs.s3a.access.key", accessKey,
        "fs.s3a.secret.key", secretKey);
  }

  /** A plain client of the SDK, to put and to read without the code under test. */
  public S3AsyncClient client() {
    return S3AsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
        .build();
  }
}
