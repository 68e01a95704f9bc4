package org.bucketcopy.job.servers.virtual;

import com.google.common.base.CharMatcher;
import java.util.Optional;

/** The preconditions that a request's headers set. */
final class Conditions {
  private static final CharMatcher QUOTE = CharMatcher.is('"');

  private Conditions() {}

  static String unquoted(String etag) {
    return QUOTE.trimFrom(etag.trim());
  }

  /**
   * Checks a header that names the ETag an object must have.
   *
   * @throws Refusal with PreconditionFailed
   */
  static void match(Request request, String header, StoredObject object) {
    request.header(header).ifPresent(etag -> require(matches(etag, object)));
  }

  /**
   * Checks If-None-Match: * and If-Match against what is at the destination.
   *
   * @throws Refusal with PreconditionFailed
   */
  static void destination(Request request, VirtualBucket bucket, Quirks quirks) {
    Optional<String> match = request.header("if-match");
    Optional<String> noneMatch =
        request.header("if-none-match").filter(any -> !quirks.meets(Quirk.IGNORED_IF_NONE_MATCH));
    if (match.isPresent() || noneMatch.isPresent()) {
      Optional<StoredObject> there = bucket.find(request.key());
      require(noneMatch.isEmpty() || there.isEmpty());
      match.ifPresent(etag -> require(there.filter(o -> matches(etag, o)).isPresent()));
    }
  }

  private static boolean matches(String etag, StoredObject object) {
    return unquoted(etag).equalsIgnoreCase(object.etag());
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Refusal(S3Error.PRECONDITION_FAILED);
    }
  }
}
