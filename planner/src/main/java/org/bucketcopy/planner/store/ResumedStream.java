package org.bucketcopy.planner.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.store.StoreFault.Kind;

/**
 * The bytes of a range. Where reading breaks off, it goes on at the byte where it stopped, a few
 * times. For one reader at a time; closed on any thread, which ends the reading.
 */
public final class ResumedStream extends BlockStream {
  /** How often reading may break off without a byte in between. */
  private static final int MAX_ATTEMPTS = 5;

  private final RangeSource source;
  private final ByteRange range;
  private long next;
  private int attempts;
  private volatile boolean closed;
  private volatile Optional<InputStream> open;

  /**
   * @param source what is read
   * @param range the bytes to be read
   */
  public ResumedStream(RangeSource source, ByteRange range) {
    this(source, range, Optional.empty());
  }

  /**
   * The same where the range has been opened already.
   *
   * @param first the stream of its bytes
   */
  public ResumedStream(RangeSource source, ByteRange range, InputStream first) {
    this(source, range, Optional.of(first));
  }

  private ResumedStream(RangeSource source, ByteRange range, Optional<InputStream> open) {
    this.source = source;
    this.range = range;
    this.next = range.first();
    this.open = open;
  }

  /**
   * Reads some of the bytes that are left.
   *
   * @throws SourceFaultException if they cannot be read, and why
   */
  @Override
  public int read(byte[] bytes, int offset, int most) throws IOException {
    Objects.checkFromIndexSize(offset, most, bytes.length);
    if (next > range.last()) {
      return -1;
    }
    int room = (int) Math.min(most, range.last() - next + 1);
    while (true) {
      try {
        int got = stream().read(bytes, offset, room);
        if (got < 0) {
          throw fault(Kind.TRANSIENT, "the bytes end before " + range.last());
        }
        next += got;
        attempts = 0;
        return got;
      } catch (IOException e) {
        breakOff(e);
      }
    }
  }

  private InputStream stream() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (open.isEmpty()) {
      InputStream opened = source.open(new ByteRange(next, range.last()));
      open = Optional.of(opened);
      if (closed) {
        opened.close();
      }
    }
    return open.orElseThrow();
  }

  /** Lets reading go on from here, unless that is of no use. */
  private void breakOff(IOException failure) throws IOException {
    if (closed || failure instanceof InterruptedIOException) {
      throw failure;
    }
    closeQuietly();
    open = Optional.empty();
    StoreFault fault =
        SourceFaultException.in(failure)
            .orElseGet(
                () -> fault(Kind.TRANSIENT, "it cannot be read: " + failure.getMessage()).fault());
    attempts++;
    if (!fault.kind().passing() || attempts >= MAX_ATTEMPTS) {
      throw new SourceFaultException(fault, failure);
    }
  }

  private SourceFaultException fault(Kind kind, String message) {
    return new SourceFaultException(
        StoreFault.found(kind, StoreOperation.READ_RANGE, source.uri(), message));
  }

  @Override
  public void close() {
    closed = true;
    closeQuietly();
  }

  /** What is left of a stream that is given up does not matter. */
  private void closeQuietly() {
    try {
      Optional<InputStream> last = open;
      if (last.isPresent()) {
        last.orElseThrow().close();
      }
    } catch (IOException givenUp) {
      open = Optional.empty();
    }
  }
}
