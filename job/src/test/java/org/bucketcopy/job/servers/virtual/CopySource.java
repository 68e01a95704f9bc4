package org.bucketcopy.job.servers.virtual;

/** The object that {@code x-amz-copy-source} names. A version in it is not looked at. */
final class CopySource {
  static final long MAX_COPY = 5L << 30;
  private static final String HEADER = "x-amz-copy-source";

  private CopySource() {}

  /**
   * Finds it, and checks {@code x-amz-copy-source-if-match}.
   *
   * @throws Refusal with what S3 answers if it is not there or not the same
   */
  static StoredObject require(Request request, Buckets buckets, Quirks quirks) {
    StoredObject object = find(request, buckets);
    if (!quirks.meets(Quirk.IGNORED_IF_MATCH)) {
      Conditions.match(request, "x-amz-copy-source-if-match", object);
    }
    return object;
  }

  /** Bytes that a copy of an object or a part would copy; 0 if it would be refused. */
  static long weight(Request request, Buckets buckets) {
    try {
      return request.operation() == Operation.COPY_PART
          ? span(request, find(request, buckets)).size()
          : find(request, buckets).content().size();
    } catch (Refusal refused) {
      return 0;
    }
  }

  /**
   * The range of a copied part.
   *
   * @throws Refusal if S3 would refuse it: no range, one beyond the object, one of a source of 5
   *     MiB or less, or more than 5 GiB
   */
  static Span span(Request request, StoredObject source) {
    long size = source.content().size();
    Span span =
        request
            .header("x-amz-copy-source-range")
            .map(text -> Span.parse(text).within(size))
            .orElseGet(() -> Span.whole(size));
    boolean ranged = request.header("x-amz-copy-source-range").isPresent();
    if ((ranged && size <= Upload.MIN_PART) || span.size() > MAX_COPY) {
      throw new Refusal(S3Error.INVALID_REQUEST);
    }
    return span;
  }

  /** Where a source is. */
  record Name(String bucket, ObjectKey key) {}

  static StoredObject find(Request request, Buckets buckets) {
    Name name = name(request);
    return buckets.require(name.bucket()).require(name.key());
  }

  /**
   * What the request names.
   *
   * @throws Refusal if it names none
   */
  static Name name(Request request) {
    String text = request.header(HEADER).orElseThrow(() -> new Refusal(S3Error.INVALID_ARGUMENT));
    int start = text.startsWith("/") ? 1 : 0;
    int version = text.indexOf("?versionId=");
    String path = text.substring(start, version < 0 ? text.length() : version);
    // Some clients encode the slash between bucket and key too.
    String decoded = Percent.decode(path);
    int slash = decoded.indexOf('/');
    if (slash <= 0 || slash == decoded.length() - 1) {
      throw new Refusal(S3Error.INVALID_ARGUMENT);
    }
    return new Name(decoded.substring(0, slash), new ObjectKey(decoded.substring(slash + 1)));
  }
}
