package org.bucketcopy.job.servers.oss;

import com.google.common.base.CharMatcher;
import java.util.Optional;
import java.util.function.Function;

/**
 * The source that a request names, looked up and held against the request's conditions.
 *
 * @param object the source
 */
record CopiedSource(OssObject object) {

  /**
   * The source of {@code request}, for a copy into {@code destination}.
   *
   * @param buckets finds a bucket by its name
   */
  static CopiedSource of(
      OssRequest request, OssBucket destination, Function<String, OssBucket> buckets) {
    Name name = name(request);
    OssBucket bucket = buckets.apply(name.bucket());
    if (!bucket.location().equals(destination.location())) {
      throw new OssRefusal(
          403, "AccessDenied", "The source is not in the same region as the target.");
    }
    OssObject object = bucket.object(name.key());
    checkConditions(request, object);
    if (object.archived()) {
      throw new OssRefusal(
          403, "InvalidObjectState", "The operation is not valid for the object's state.");
    }
    return new CopiedSource(object);
  }

  /** Where a source is. */
  record Name(String bucket, String key) {}

  /** What the request names. */
  static Name name(OssRequest request) {
    String named = request.header("x-oss-copy-source").orElse("");
    int question = named.indexOf('?');
    String path = question < 0 ? named : named.substring(0, question);
    int slash = path.indexOf('/', 1);
    if (!path.startsWith("/") || slash < 0) {
      throw OssRefusal.invalidArgument("x-oss-copy-source must be /bucket/object");
    }
    return new Name(
        OssEncoding.decode(path.substring(1, slash)),
        OssEncoding.decode(path.substring(slash + 1)));
  }

  private static void checkConditions(OssRequest request, OssObject object) {
    if (given(request, "if-match")
        .filter(tag -> !tag.equalsIgnoreCase(object.etag()))
        .isPresent()) {
      throw new OssRefusal(
          412, "PreconditionFailed", "At least one of the conditions did not hold.");
    }
    if (given(request, "if-none-match").filter(object.etag()::equals).isPresent()) {
      throw new OssRefusal(304, "NotModified", "");
    }
  }

  private static Optional<String> given(OssRequest request, String condition) {
    return request
        .header("x-oss-copy-source-" + condition)
        .map(tag -> CharMatcher.is('"').trimFrom(tag));
  }
}
