package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import java.math.RoundingMode;
import org.bucketcopy.planner.store.StoreLimits;

/**
 * How a stream is cut into parts, whose length nobody knows before it ends. The first parts have
 * one size. A later one has at least a 250th of all bytes before it, so that parts of the largest
 * size come after a few hundred, or some thousand where the first ones are small: of parts up to
 * the store's largest, the store's number makes more than two thirds of the largest object. All of
 * it takes parts of the largest size from the first one on.
 *
 * @param firstPart length of the first parts in bytes
 * @param largestPart maximum length of a part in bytes, whole MiB
 * @param maxParts maximum number of parts
 * @param maxSize maximum length of the stream in bytes
 */
public record StreamLayout(long firstPart, long largestPart, int maxParts, long maxSize) {
  private static final long MIB = 1024 * 1024;

  /** A part of a stream is this share of what was sent before it. */
  private static final long SHARE = 250;

  public StreamLayout {
    checkArgument(
        0 < firstPart && firstPart <= largestPart && maxParts >= 1 && maxSize >= 1,
        "no stream can be cut into %s parts of %s to %s bytes",
        maxParts,
        firstPart,
        largestPart);
  }

  /**
   * The layout for a store, of parts whose sizes are rounded as those of files.
   *
   * @param wantedPartSize what the user wants the first parts to have, in bytes
   * @param mostHeld most bytes of one part that can be held
   * @param limits of the destination
   * @throws IllegalArgumentException if not even the store's smallest part can be held
   */
  public static StreamLayout of(long wantedPartSize, long mostHeld, StoreLimits limits) {
    long smallest = PartSizing.rounded(limits.minPartSize());
    long largest = Math.min(mostHeld, limits.maxPartSize()) / MIB * MIB;
    checkArgument(
        smallest <= largest,
        "the smallest part has %s bytes, and no more than %s can be held",
        smallest,
        mostHeld);
    long wanted = Math.min(largest, Math.max(smallest, wantedPartSize));
    return new StreamLayout(
        Math.min(largest, PartSizing.rounded(wanted)),
        largest,
        limits.maxParts(),
        limits.maxObjectSize());
  }

  /**
   * Length in bytes of a part, of which the last has less; 0 if there can be none.
   *
   * @param partNumber from 1
   * @param before bytes in the parts before it
   */
  public long partSize(int partNumber, long before) {
    checkArgument(partNumber >= 1 && before >= 0, "no part %s after %s", partNumber, before);
    long share = LongMath.divide(before, SHARE, RoundingMode.CEILING);
    long grown = Math.max(firstPart, PartSizing.rounded(share));
    return partNumber > maxParts ? 0 : Math.min(Math.min(grown, largestPart), maxSize - before);
  }

  /** Length in bytes of the longest stream that can be sent. */
  public long capacity() {
    long sent = 0;
    for (int number = 1; number <= maxParts; number++) {
      sent += partSize(number, sent);
    }
    return sent;
  }
}
