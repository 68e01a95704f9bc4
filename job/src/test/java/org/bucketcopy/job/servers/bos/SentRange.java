package org.bucketcopy.job.servers.bos;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of bytes as a request names it.
 *
 * @param first offset of its first byte
 * @param last offset of its last byte, not before the first
 */
record SentRange(long first, long last) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d+)-(\\d+)");

  static SentRange of(String text) {
    Matcher range = FORM.matcher(text);
    if (!range.matches()) {
      throw BosError.invalidArgument("the range is malformed");
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (first > last) {
      throw new BosError(416, "InvalidRange", "The range ends before it begins.");
    }
    return new SentRange(first, last);
  }
}
