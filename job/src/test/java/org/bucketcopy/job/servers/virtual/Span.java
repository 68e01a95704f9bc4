package org.bucketcopy.job.servers.virtual;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of bytes.
 *
 * @param first inclusive
 * @param last inclusive
 */
record Span(long first, long last) {
  private static final Pattern TEXT = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");

  /**
   * Reads {@code bytes=first-last}, the one form that S3 takes for a copied part.
   *
   * @throws Refusal with InvalidArgument for any other text
   */
  static Span parse(String text) {
    Matcher span = TEXT.matcher(text);
    if (!span.matches()) {
      throw new Refusal(S3Error.INVALID_ARGUMENT);
    }
    return new Span(Long.parseLong(span.group(1)), Long.parseLong(span.group(2)));
  }

  static Span whole(long size) {
    return new Span(0, size - 1);
  }

  long size() {
    return last - first + 1;
  }

  /**
   * @throws Refusal with InvalidRange if it is not within an object of {@code objectSize} bytes
   */
  Span within(long objectSize) {
    if (first > last || last >= objectSize) {
      throw new Refusal(S3Error.INVALID_RANGE);
    }
    return this;
  }
}
