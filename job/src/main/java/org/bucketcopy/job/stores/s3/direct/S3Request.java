package org.bucketcopy.job.stores.s3.direct;

import java.util.Optional;
import java.util.SortedMap;
import org.bucketcopy.planner.model.Bucket;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * A request without a body.
 *
 * @param bucket what it is about
 * @param key the key in it; empty if it is about the bucket itself
 * @param query parameters by name, not encoded
 * @param headers by lower-cased name
 */
record S3Request(
    SdkHttpMethod method,
    Bucket bucket,
    Optional<String> key,
    SortedMap<String, String> query,
    SortedMap<String, String> headers) {
  /** Names what is copied. */
  static final String COPY_SOURCE = "x-amz-copy-source";

  /** Whether it copies a whole object. */
  boolean makesObject() {
    return headers.containsKey(COPY_SOURCE) && !query.containsKey("partNumber");
  }
}
