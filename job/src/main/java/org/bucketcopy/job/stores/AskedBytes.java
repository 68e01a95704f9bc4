package org.bucketcopy.job.stores;

import java.util.Optional;
import org.bucketcopy.planner.model.ByteRange;

/**
 * Which bytes of an object a request asks for: an answer with others is none.
 *
 * @param range the bytes; empty of an object that has none
 * @param all whether these are all bytes of the object
 */
public record AskedBytes(Optional<ByteRange> range, boolean all) {
  /** A part of an object, or as much of it as there is. */
  public static AskedBytes of(ByteRange range) {
    return new AskedBytes(Optional.of(range), /* all= */ false);
  }

  /**
   * A whole object.
   *
   * @param size its length in bytes
   */
  public static AskedBytes ofAll(long size) {
    return new AskedBytes(ByteRange.ofAll(size), /* all= */ true);
  }

  /** Number of bytes. */
  public long length() {
    return range.map(ByteRange::length).orElse(0L);
  }

  /**
   * Whether the {@code Content-Range} of an answer names just these; none is asked for of an object
   * without bytes.
   */
  public boolean areNamedBy(String contentRange) {
    return range
        .map(bytes -> all ? bytes.isNamedAsAllBy(contentRange) : bytes.isNamedBy(contentRange))
        .orElse(true);
  }

  /** As a request names them. */
  @Override
  public String toString() {
    return range.map(ByteRange::header).orElse("an object without bytes");
  }
}
