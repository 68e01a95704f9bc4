package org.bucketcopy.job.stores.s3.direct;

import java.util.Optional;
import java.util.SortedMap;
import org.bucketcopy.planner.model.Bucket;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * A request.
 *
 * @param bucket what it is about
 * @param key the key in it; empty if it is about the bucket itself
 * @param query parameters by name, not encoded
 * @param headers by lower-cased name
 * @param body is not signed
 */
record S3Request(
    SdkHttpMethod method,
    Bucket bucket,
    Optional<String> key,
    SortedMap<String, String> query,
    SortedMap<String, String> headers,
    AsyncRequestBody body) {
  /** Names what is copied. */
  static final String COPY_SOURCE = "x-amz-copy-source";

  /** One without a body. */
  S3Request(
      SdkHttpMethod method,
      Bucket bucket,
      Optional<String> key,
      SortedMap<String, String> query,
      SortedMap<String, String> headers) {
    this(method, bucket, key, query, headers, AsyncRequestBody.empty());
  }

  /** Whether it makes a whole object. */
  boolean makesObject() {
    return method == SdkHttpMethod.PUT && !query.containsKey("partNumber");
  }
}
