package org.bucketcopy.job.servers;

import com.google.common.collect.ImmutableSet;
import java.util.function.UnaryOperator;

/** A way to list otherwise than S3, OSS and BOS say they do. */
public enum ListingQuirk {
  /** ListObjectsV2 begins at the beginning, unless there is a token. */
  START_AFTER_IGNORED(ignoring("start-after")),
  /** The first ListObjects begins at the beginning, and so does BOS's. */
  MARKER_IGNORED(ignoring("marker")),
  /** ListObjectsV2 does not go on where its token says. */
  TOKEN_IGNORED(ignoring("continuation-token")),
  /** ListObjectsV2 is taken for the first ListObjects. */
  V2_UNKNOWN(ignoring("list-type", "start-after", "continuation-token", "fetch-owner")),
  /** ListObjectsV2 is refused as not implemented. */
  V2_NOT_IMPLEMENTED,
  /** ListObjectsV2 is refused as a wrong argument. */
  V2_INVALID,
  /** ListParts begins at the beginning. */
  PART_MARKER_IGNORED(ignoring("part-number-marker", "partNumberMarker")),
  /** ListMultipartUploads begins at the beginning. */
  UPLOAD_MARKERS_IGNORED(ignoring("key-marker", "upload-id-marker", "keyMarker")),
  /** Pages are as long as the server likes. */
  MAX_IGNORED(ignoring("max-keys", "max-parts", "max-uploads", "maxKeys", "maxParts")),
  /** Keys come as they are, and nothing is said of an encoding. */
  ENCODING_IGNORED(ignoring("encoding-type"), body -> body.replaceAll("EncodingType", "Unsaid")),
  /** More follows, but no token or marker says where. */
  NO_NEXT(
      ImmutableSet.of(),
      body -> body.replaceAll("(?i)next(ContinuationToken|\\w*Marker)", "Unsaid")),
  /** It is not said whether more follows. */
  NO_IS_TRUNCATED(ImmutableSet.of(), body -> body.replaceAll("(?i)IsTruncated", "Unsaid")),
  /** It is said in a way that is neither yes nor no. */
  ODD_IS_TRUNCATED(
      ImmutableSet.of(),
      body -> body.replaceAll("(IsTruncated>|isTruncated\":)(true|false)", "$12")),
  /** More follows without end, on pages without an entry. */
  EMPTY_PAGES(
      ImmutableSet.of(),
      body ->
          body.replaceAll("(IsTruncated>|isTruncated\":)false", "$1true")
              .replaceAll("(</?)(Contents|Part|Upload)>", "$1Hidden>")
              .replaceAll("\"(contents|parts|uploads)\":", "\"hidden\":")),
  /** Keys are left out in favour of a common prefix. */
  COMMON_PREFIXES(
      ImmutableSet.of(),
      body ->
          body.replace(
                  "</ListBucketResult>",
                  "<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes></ListBucketResult>")
              .replaceFirst("^\\{", "{\"commonPrefixes\":[{\"prefix\":\"a/\"}],")),
  /** An empty element says that there are no common prefixes. */
  NO_COMMON_PREFIXES(
      ImmutableSet.of(),
      body ->
          body.replace("</ListBucketResult>", "<CommonPrefixes/></ListBucketResult>")
              .replaceFirst("^\\{", "{\"commonPrefixes\":[],"));

  private final ImmutableSet<String> ignored;

  @SuppressWarnings("ImmutableEnumChecker") // each is a lambda without state
  private final UnaryOperator<String> wording;

  ListingQuirk() {
    this(ImmutableSet.of());
  }

  ListingQuirk(ImmutableSet<String> ignored) {
    this(ignored, body -> body);
  }

  ListingQuirk(ImmutableSet<String> ignored, UnaryOperator<String> wording) {
    this.ignored = ignored;
    this.wording = wording;
  }

  private static ImmutableSet<String> ignoring(String... parameters) {
    return ImmutableSet.copyOf(parameters);
  }

  /** Whether a parameter is not heeded. */
  boolean ignores(String parameter) {
    return ignored.contains(parameter);
  }

  /** A page in this server's words. */
  String worded(String page) {
    return wording.apply(page);
  }
}
