package org.bucketcopy.job.manifest;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import java.util.OptionalLong;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.source.NamedObject;

/**
 * What the rows of a manifest mean: a URI is an object, any other text is a key below the source or
 * the destination of the run. Every object has to be below them.
 *
 * @param mapping from where to where is copied
 */
record RowAddresses(KeyMapping mapping) {
  private static final String SCHEME_END = "://";

  /**
   * The object that a row names.
   *
   * @param row where it is, for messages
   * @throws IllegalArgumentException if it names none, and why
   */
  NamedObject named(String row, RowFields fields) {
    checkArgument(!fields.source().isEmpty(), "it has no source");
    ObjectLocation source = location(fields.source(), mapping.source());
    ObjectLocation destination =
        fields
            .destination()
            .map(text -> location(text, mapping.destination()))
            .orElseGet(() -> mapping.destinationOf(source.key()));
    return new NamedObject(row, source, fields.version(), destination, state(fields));
  }

  private static ObjectLocation location(String text, ObjectPrefix under) {
    checkArgument(
        ListedObject.isExact(text),
        "\"%s\" is not all UTF-8, or has U+FFFD in place of what is not",
        text);
    String key = isUri(text) ? keyIn(text, under) : under.prefix() + text;
    checkArgument(
        key.startsWith(under.prefix()) && !key.isEmpty(), "%s is not below %s", text, under);
    return under.bucket().object(key);
  }

  /** Whether {@code text} begins with a scheme. */
  static boolean isUri(String text) {
    int end = text.indexOf(SCHEME_END);
    return end > 0
        && text.chars().limit(end).allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  private static String keyIn(String uri, ObjectPrefix under) {
    String root = under.bucket().uri() + "/";
    int end = uri.indexOf(SCHEME_END);
    String scheme = uri.substring(0, end);
    String plain = Bucket.schemeMeantBy(scheme) + uri.substring(end);
    checkArgument(plain.startsWith(root), "%s is not below %s", uri, under);
    return plain.substring(root.length());
  }

  private static NamedObject.State state(RowFields fields) {
    OptionalLong size =
        fields
            .size()
            .map(
                digits -> {
                  checkArgument(digits.matches("\\d{1,18}"), "its size is no number: %s", digits);
                  return OptionalLong.of(Long.parseLong(digits));
                })
            .orElse(OptionalLong.empty());
    Optional<ETag> etag = ETag.parse(fields.etag());
    checkArgument(
        etag.isPresent() || fields.etag().isEmpty(),
        "its ETag cannot be read: %s",
        fields.etag().orElse(""));
    return new NamedObject.State(size, etag);
  }
}
