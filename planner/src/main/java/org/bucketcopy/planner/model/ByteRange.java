package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of an object's bytes that is never empty.
 *
 * @param first offset of the first byte
 * @param last offset of the last byte, inclusive
 */
public record ByteRange(long first, long last) {
  private static final Pattern OBJECT_SIZE = Pattern.compile("\\d+|\\*");

  public ByteRange {
    checkArgument(
        first >= 0 && last >= first && last < Long.MAX_VALUE, "no byte range: %s-%s", first, last);
  }

  /** All bytes of an object; empty if it has none. */
  public static Optional<ByteRange> ofAll(long size) {
    return size == 0 ? Optional.empty() : Optional.of(new ByteRange(0, size - 1));
  }

  /** The range as a request asks for it: {@code bytes=first-last}. */
  public String header() {
    return "bytes=" + first + "-" + last;
  }

  /** Whether the {@code Content-Range} of an answer names just this range, of whatever object. */
  public boolean isNamedBy(String contentRange) {
    return size(contentRange).filter(text -> OBJECT_SIZE.matcher(text).matches()).isPresent();
  }

  /** Whether it names this range as all bytes of an object, unless it does not say how many. */
  public boolean isNamedAsAllBy(String contentRange) {
    return size(contentRange)
        .filter(text -> text.equals("*") || text.equals(Long.toString(length())))
        .isPresent();
  }

  /** What a {@code Content-Range} of this range says of the object's size. */
  private Optional<String> size(String contentRange) {
    String start = "bytes " + first + "-" + last + "/";
    String text = contentRange.strip();
    return text.startsWith(start) ? Optional.of(text.substring(start.length())) : Optional.empty();
  }

  /** Whether the byte at {@code offset} is in the range. */
  public boolean contains(long offset) {
    return first <= offset && offset <= last;
  }

  /** Number of bytes in the range, at least 1. */
  public long length() {
    return last - first + 1;
  }
}
