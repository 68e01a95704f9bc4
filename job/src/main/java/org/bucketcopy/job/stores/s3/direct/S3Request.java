package org.bucketcopy.job.stores.s3.direct;

import java.util.Optional;
import java.util.SortedMap;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * A request.
 *
 * @param method GET or HEAD, or PUT if it has a body
 * @param target what it is about
 * @param query parameters by name, not encoded
 * @param headers by lower-cased name
 * @param body what is put, which may have no bytes; is not signed
 */
record S3Request(
    SdkHttpMethod method,
    Target target,
    SortedMap<String, String> query,
    SortedMap<String, String> headers,
    Optional<SdkHttpContentPublisher> body) {
  /** Names what is copied. */
  static final String COPY_SOURCE = "x-amz-copy-source";

  /** Says what is signed of the body. */
  static final String CONTENT_HASH = "x-amz-content-sha256";

  /**
   * What a request is about.
   *
   * @param key the key in the bucket; empty if it is about the bucket itself
   */
  record Target(Bucket bucket, Optional<String> key) {
    static Target of(ObjectLocation object) {
      return new Target(object.bucket(), Optional.of(object.key()));
    }
  }

  /** One that sends something. */
  static S3Request put(
      ObjectLocation object,
      SortedMap<String, String> query,
      SortedMap<String, String> headers,
      SdkHttpContentPublisher body) {
    return new S3Request(SdkHttpMethod.PUT, Target.of(object), query, headers, Optional.of(body));
  }

  /** One that only asks. */
  static S3Request asking(
      SdkHttpMethod method,
      Target target,
      SortedMap<String, String> query,
      SortedMap<String, String> headers) {
    return new S3Request(method, target, query, headers, Optional.empty());
  }

  /** Whether it makes a whole object. */
  boolean makesObject() {
    return body.isPresent() && !query.containsKey("partNumber");
  }
}
