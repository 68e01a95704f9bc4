package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalLong;

/**
 * How large an entry has to be.
 *
 * @param min the smallest that is taken, in bytes; empty for no limit
 * @param max the largest that is taken, in bytes; empty for no limit
 */
public record SizeLimits(OptionalLong min, OptionalLong max) {
  /** Any size. */
  public static final SizeLimits NONE = new SizeLimits(OptionalLong.empty(), OptionalLong.empty());

  public SizeLimits {
    checkArgument(
        min.isEmpty() || max.isEmpty() || min.getAsLong() <= max.getAsLong(),
        "--min-size is %s bytes and --max-size only %s: no entry has both",
        min.orElse(0),
        max.orElse(0));
  }

  /** Whether an entry of so many bytes is taken. */
  boolean accepts(long size) {
    return size >= min.orElse(0) && size <= max.orElse(Long.MAX_VALUE);
  }
}
