package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import com.google.common.primitives.ImmutableLongArray;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bucketcopy.planner.model.ByteRange;

/**
 * How an object is cut into parts. The ranges follow each other without a gap and cover the object
 * exactly. Mostly all parts are of one size, and the last may be smaller: then two numbers say all.
 * An object that is to be cut as another one was may have uneven parts, of which each is kept.
 *
 * @param size length of the object in bytes, at least 1
 * @param partSize length of the first part in bytes, or more if it is the only one; at least 1. Of
 *     an even layout it is that of every part but the last
 * @param unevenEnds where each part ends, exclusive, in bytes from the object's start; empty if the
 *     layout is even: uneven parts are never written otherwise
 */
public record PartLayout(long size, long partSize, ImmutableLongArray unevenEnds) {
  public PartLayout {
    checkArgument(size >= 1, "an object of %s bytes has no parts", size);
    checkArgument(partSize >= 1, "a part cannot have %s bytes", partSize);
    checkArgument(
        (size - 1) / partSize < Integer.MAX_VALUE,
        "%s bytes are too many for parts of %s",
        size,
        partSize);
    if (!unevenEnds.isEmpty()) {
      checkUneven(size, partSize, unevenEnds);
    }
  }

  /** All parts are of one size, and the last may be smaller. */
  public PartLayout(long size, long partSize) {
    this(size, partSize, ImmutableLongArray.of());
  }

  /**
   * Parts of these sizes in bytes, one after the other.
   *
   * @throws IllegalArgumentException if there is none, or one has no bytes
   */
  public static PartLayout of(List<Long> sizes) {
    ImmutableLongArray.Builder ends = ImmutableLongArray.builder(sizes.size());
    long end = 0;
    for (long size : sizes) {
      checkArgument(size >= 1, "a part cannot have %s bytes", size);
      end = LongMath.checkedAdd(end, size);
      ends.add(end);
    }
    checkArgument(end > 0, "an object without bytes has no parts");
    ImmutableLongArray all = ends.build();
    return isEven(all) ? new PartLayout(end, all.get(0)) : new PartLayout(end, all.get(0), all);
  }

  private static void checkUneven(long size, long partSize, ImmutableLongArray ends) {
    checkArgument(ends.get(0) == partSize, "the first part has not %s bytes", partSize);
    checkArgument(
        ends.get(ends.length() - 1) == size, "the last part does not end at %s bytes", size);
    checkArgument(
        IntStream.range(1, ends.length()).allMatch(i -> ends.get(i - 1) < ends.get(i)),
        "each part must have a byte");
    checkArgument(!isEven(ends), "parts of %s bytes are not uneven", partSize);
  }

  private static boolean isEven(ImmutableLongArray ends) {
    int last = ends.length() - 1;
    long first = ends.get(0);
    return IntStream.range(0, last).allMatch(i -> ends.get(i) == (i + 1) * first)
        && ends.get(last) - (last == 0 ? 0 : ends.get(last - 1)) <= first;
  }

  /** Whether parts before the last differ in size, or the last is the largest. */
  public boolean isUneven() {
    return !unevenEnds.isEmpty();
  }

  /** Number of parts, at least 1. */
  public int partCount() {
    return isUneven()
        ? unevenEnds.length()
        : (int) LongMath.divide(size, partSize, RoundingMode.CEILING);
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
    if (isUneven()) {
      long start = partNumber == 1 ? 0 : unevenEnds.get(partNumber - 2);
      return new ByteRange(start, unevenEnds.get(partNumber - 1) - 1);
    }
    long first = (partNumber - 1) * partSize;
    return new ByteRange(first, first + Math.min(partSize, size - first) - 1);
  }

  /** Length of each part in bytes, in order. */
  public LongStream sizes() {
    return IntStream.rangeClosed(1, partCount()).mapToLong(number -> range(number).length());
  }
}
