package org.bucketcopy.job.manifest;

import com.google.common.base.Strings;
import java.util.Optional;

/**
 * A row as it is written; what it does not have is empty.
 *
 * @param source which object
 * @param destination where it goes
 * @param version which version of it
 * @param size its length in bytes, in digits
 * @param etag its ETag
 */
record RowFields(
    String source,
    Optional<String> destination,
    Optional<String> version,
    Optional<String> size,
    Optional<String> etag) {
  /** A row with no more than a source. */
  static RowFields of(String source) {
    return new RowFields(
        source, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A row with both ends. */
  static RowFields of(String source, String destination) {
    return new RowFields(
        source, field(destination), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A field that may be missing, which an empty one is. */
  static Optional<String> field(String text) {
    return Optional.ofNullable(Strings.emptyToNull(text));
  }
}
