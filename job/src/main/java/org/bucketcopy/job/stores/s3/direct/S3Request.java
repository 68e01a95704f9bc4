package org.bucketcopy.job.stores.s3.direct;

import java.util.Optional;
import java.util.SortedMap;
import org.bucketcopy.planner.model.Bucket;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * A GET, or a PUT if it has a body.
 *
 * @param bucket what it is about
 * @param key the key in it; empty if it is about the bucket itself
 * @param query parameters by name, not encoded
 * @param headers by lower-cased name
 * @param body what is put, which may have no bytes; is not signed
 */
record S3Request(
    Bucket bucket,
    Optional<String> key,
    SortedMap<String, String> query,
    SortedMap<String, String> headers,
    Optional<SdkHttpContentPublisher> body) {
  /** Names what is copied. */
  static final String COPY_SOURCE = "x-amz-copy-source";

  /** Says what is signed of the body. */
  static final String CONTENT_HASH = "x-amz-content-sha256";

  /** How it is sent. */
  SdkHttpMethod method() {
    return body.isPresent() ? SdkHttpMethod.PUT : SdkHttpMethod.GET;
  }

  /** Whether it makes a whole object. */
  boolean makesObject() {
    return body.isPresent() && !query.containsKey("partNumber");
  }
}
