package org.bucketcopy.planner.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.store.RangeSource;
import org.bucketcopy.planner.store.ResumedStream;
import org.bucketcopy.planner.store.StoreException;

/** Reads one range of two contents side by side. */
public final class ByteComparison {
  private static final int BUFFER = 1 << 17;

  private final RangeSource source;
  private final RangeSource destination;

  /**
   * @param source what should be equal
   * @param destination to this
   */
  public ByteComparison(RangeSource source, RangeSource destination) {
    this.source = source;
    this.destination = destination;
  }

  /**
   * Compares a range.
   *
   * @return the offset of the first byte that differs, from the beginning of the contents; empty if
   *     none does
   * @throws StoreException if one of them cannot be read
   */
  public OptionalLong firstDifference(ByteRange range) {
    try (InputStream one = new ResumedStream(source, range);
        InputStream other = new ResumedStream(destination, range)) {
      byte[] left = new byte[BUFFER];
      byte[] right = new byte[BUFFER];
      for (long compared = range.first(); compared <= range.last(); compared += BUFFER) {
        int length = (int) Math.min(BUFFER, range.last() - compared + 1);
        read(source, one, left, length);
        read(destination, other, right, length);
        int differs = Arrays.mismatch(left, 0, length, right, 0, length);
        if (differs >= 0) {
          return OptionalLong.of(compared + differs);
        }
      }
      return OptionalLong.empty();
    } catch (IOException e) {
      throw ReadFault.of(e, destination.uri());
    }
  }

  private static void read(RangeSource content, InputStream in, byte[] into, int length) {
    try {
      in.readNBytes(into, 0, length);
    } catch (IOException e) {
      throw ReadFault.of(e, content.uri());
    }
  }
}
