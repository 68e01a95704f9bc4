package org.bucketcopy.planner.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Reads one range of two contents side by side. Where reading breaks off, it is begun again behind
 * what was compared, a few times.
 */
public final class ByteComparison {
  private static final int BUFFER = 1 << 17;
  private static final int MAX_ATTEMPTS = 5;

  private final Content source;
  private final Content destination;

  /** Bytes that can be read from anywhere on. */
  public interface Content {
    /**
     * Opens a range; may block, as reading does.
     *
     * @throws IOException if it cannot be opened
     */
    InputStream open(ByteRange range) throws IOException;

    /** Where it is, for messages. */
    String uri();
  }

  /**
   * @param source what should be equal
   * @param destination to this
   */
  public ByteComparison(Content source, Content destination) {
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
    long from = range.first();
    for (int attempt = 1; ; attempt++) {
      Pass pass = new Pass(new ByteRange(from, range.last()));
      try {
        return pass.compare();
      } catch (StoreException e) {
        boolean progress = pass.compared > from;
        attempt = progress ? 1 : attempt;
        from = pass.compared;
        if (attempt >= MAX_ATTEMPTS || !e.fault().kind().passing()) {
          throw e;
        }
      }
    }
  }

  /** One reading of both. */
  private final class Pass {
    private final ByteRange range;
    private long compared;

    Pass(ByteRange range) {
      this.range = range;
      this.compared = range.first();
    }

    OptionalLong compare() {
      try (InputStream one = open(source);
          InputStream other = open(destination)) {
        byte[] left = new byte[BUFFER];
        byte[] right = new byte[BUFFER];
        while (compared <= range.last()) {
          int length = (int) Math.min(BUFFER, range.last() - compared + 1);
          read(source, one, left, length);
          read(destination, other, right, length);
          int differs = Arrays.mismatch(left, 0, length, right, 0, length);
          if (differs >= 0) {
            return OptionalLong.of(compared + differs);
          }
          compared += length;
        }
        return OptionalLong.empty();
      } catch (IOException e) {
        throw ReadFault.of(e, destination.uri());
      }
    }

    private InputStream open(Content content) {
      try {
        return content.open(range);
      } catch (IOException e) {
        throw ReadFault.of(e, content.uri());
      }
    }

    private void read(Content content, InputStream in, byte[] into, int length) {
      try {
        if (in.readNBytes(into, 0, length) < length) {
          throw new StoreException(
              StoreFault.found(
                  StoreFault.Kind.TRANSIENT,
                  StoreOperation.READ_RANGE,
                  content.uri(),
                  "the bytes end before " + range.last()));
        }
      } catch (IOException e) {
        throw ReadFault.of(e, content.uri());
      }
    }
  }
}
