package org.bucketcopy.job.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * So many bytes of a channel and no more; fewer are a failure. The last of them are handed over
 * only if a check at the end allows it.
 */
final class RangeStream extends InputStream implements ReadableByteChannel {
  /** Throws if what was read is not to be used. */
  interface Check {
    void run() throws IOException;
  }

  private final ReadableByteChannel bytes;
  private final UnaryOperator<IOException> classified;
  private final Supplier<IOException> cutShort;
  private final Check atEnd;
  private long left;
  private boolean checked;

  /**
   * @param bytes at the first byte; closed with this stream
   * @param length how many
   * @param classified what to throw in place of what {@code bytes} or {@code atEnd} throws
   * @param cutShort what to throw if there are fewer
   * @param atEnd runs once all were read
   */
  RangeStream(
      ReadableByteChannel bytes,
      long length,
      UnaryOperator<IOException> classified,
      Supplier<IOException> cutShort,
      Check atEnd) {
    this.bytes = bytes;
    this.left = length;
    this.classified = classified;
    this.cutShort = cutShort;
    this.atEnd = atEnd;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return read(ByteBuffer.wrap(buffer, offset, length));
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    if (!buffer.hasRemaining()) {
      return 0;
    }
    int count = left == 0 ? -1 : readSome(buffer);
    if (count < 0 && left > 0) {
      throw cutShort.get();
    }
    left -= Math.max(0, count);
    if (left == 0 && !checked) {
      check();
    }
    return count;
  }

  private void check() throws IOException {
    try {
      atEnd.run();
      checked = true;
    } catch (IOException e) {
      throw classified.apply(e);
    }
  }

  private int readSome(ByteBuffer buffer) throws IOException {
    int limit = buffer.limit();
    buffer.limit((int) Math.min(limit, buffer.position() + left));
    try {
      return bytes.read(buffer);
    } catch (IOException e) {
      throw classified.apply(e);
    } finally {
      buffer.limit(limit);
    }
  }

  @Override
  public boolean isOpen() {
    return bytes.isOpen();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
