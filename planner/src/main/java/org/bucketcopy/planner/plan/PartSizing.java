package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;
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

  /**
   * A layout of so many parts as far as it can be known without a look at the object that has them:
   * all of one size. Some may be missing where no even layout has so many.
   *
   * @param size length of the object in bytes
   * @param parts number of parts, at least 1
   */
  static PartLayout ofSoMany(long size, int parts) {
    return new PartLayout(size, LongMath.divide(size, parts, RoundingMode.CEILING));
  }

  /**
   * Why a store takes no upload of such parts, a half sentence; empty if it does.
   *
   * @param limits of the store
   */
  public static Optional<String> flaw(PartLayout layout, StoreLimits limits) {
    int parts = layout.partCount();
    Optional<String> tooMany = tooMany(parts, limits);
    if (tooMany.isPresent()) {
      return tooMany;
    }
    OptionalLong tooLarge = layout.sizes().filter(size -> size > limits.maxPartSize()).findFirst();
    if (tooLarge.isPresent()) {
      return Optional.of(
          String.format(
              "it has a part of %d bytes and the store takes %d",
              tooLarge.getAsLong(), limits.maxPartSize()));
    }
    OptionalLong tooSmall =
        layout.sizes().limit(parts - 1L).filter(size -> size < limits.minPartSize()).findFirst();
    return tooSmall.isPresent()
        ? Optional.of(
            String.format(
                "it has a part of %d bytes before the last, where the store wants %d at least",
                tooSmall.getAsLong(), limits.minPartSize()))
        : Optional.empty();
  }

  /** Why a store takes no upload of so many parts, a half sentence; empty if it does. */
  static Optional<String> tooMany(int parts, StoreLimits limits) {
    return parts > limits.maxParts()
        ? Optional.of(
            String.format("it has %d parts and the store takes %d", parts, limits.maxParts()))
        : Optional.empty();
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
