package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A range of an object's bytes that is never empty.
 *
 * @param first offset of the first byte
 * @param last offset of the last byte, inclusive
 */
public record ByteRange(long first, long last) {
  public ByteRange {
    checkArgument(
        first >= 0 && last >= first && last < Long.MAX_VALUE, "no byte range: %s-%s", first, last);
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
