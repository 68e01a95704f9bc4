package org.bucketcopy.job.stores.s3.direct;

import java.util.Optional;

/**
 * What S3 says of bytes that were sent to it.
 *
 * @param etag as it is written in the answer
 * @param encryption that the bytes are under
 * @param customerAlgorithm of a key that the customer holds, if they are under one
 * @param crc32c of the bytes, in Base64
 * @param versionId the version that was made
 */
public record SentAnswer(
    Optional<String> etag,
    Optional<String> encryption,
    Optional<String> customerAlgorithm,
    Optional<String> crc32c,
    Optional<String> versionId) {
  static SentAnswer of(S3Answer answer) {
    return new SentAnswer(
        answer.header("ETag"),
        answer.header("x-amz-server-side-encryption"),
        answer.header("x-amz-server-side-encryption-customer-algorithm"),
        answer.header("x-amz-checksum-crc32c"),
        answer.header("x-amz-version-id"));
  }
}
