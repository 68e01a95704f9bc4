package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import java.math.RoundingMode;
import org.bucketcopy.planner.store.StoreLimits;

/** How large the parts of an object are. */
public final class PartSizing {
  private static final long MIB = 1024 * 1024;

  private PartSizing() {}

  /**
   * The smallest size that is at least the wanted one, at least the store's smallest part, and
   * large enough that the store's number of parts suffices; never above its largest part. From 1
   * MiB on it is a whole number of MiB, since BOS has wanted multiples of it.
   *
   * @param size length of the object in bytes
   * @param wantedPartSize what the user wants, in bytes
   * @param limits of the destination
   * @throws IllegalArgumentException if the object is empty, or larger than the limits can hold
   */
  public static PartLayout layout(long size, long wantedPartSize, StoreLimits limits) {
    checkArgument(size >= 1, "an object of %s bytes cannot be copied by parts", size);
    checkArgument(wantedPartSize >= 1, "parts cannot have %s bytes", wantedPartSize);
    checkArgument(
        size <= limits.maxObjectSize(),
        "an object of %s bytes is larger than the %s bytes that the store can hold",
        size,
        limits.maxObjectSize());
    long fewestBytes = LongMath.divide(size, limits.maxParts(), RoundingMode.CEILING);
    long needed = Math.max(Math.max(wantedPartSize, limits.minPartSize()), fewestBytes);
    return new PartLayout(size, Math.min(rounded(needed), limits.maxPartSize()));
  }

  /** The smallest size of a part that has so many bytes or more. */
  static long rounded(long bytes) {
    if (bytes < MIB) {
      return bytes;
    }
    long mebibytes = LongMath.divide(bytes, MIB, RoundingMode.CEILING);
    return LongMath.saturatedMultiply(mebibytes, MIB);
  }
}
