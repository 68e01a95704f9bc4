package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import java.math.RoundingMode;
import org.bucketcopy.planner.model.ByteRange;

/**
 * How an object is cut into parts: all of one size, and a smaller last one. The ranges follow each
 * other without a gap and cover the object exactly.
 *
 * @param size length of the object in bytes, at least 1
 * @param partSize length of every part but the last in bytes, at least 1
 */
public record PartLayout(long size, long partSize) {
  public PartLayout {
    checkArgument(size >= 1, "an object of %s bytes has no parts", size);
    checkArgument(partSize >= 1, "a part cannot have %s bytes", partSize);
    checkArgument(
        (size - 1) / partSize < Integer.MAX_VALUE,
        "%s bytes are too many for parts of %s",
        size,
        partSize);
  }

  /** Number of parts, at least 1. */
  public int partCount() {
    return (int) LongMath.divide(size, partSize, RoundingMode.CEILING);
  }

  /**
   * The bytes of one part.
   *
   * @param partNumber from 1 to {@link #partCount}
   * @throws IllegalArgumentException if there is no such part
   */
  public ByteRange range(int partNumber) {
    checkArgument(
        1 <= partNumber && partNumber <= partCount(),
        "there is no part %s of %s",
        partNumber,
        partCount());
    long first = (partNumber - 1) * partSize;
    return new ByteRange(first, first + Math.min(partSize, size - first) - 1);
  }
}
