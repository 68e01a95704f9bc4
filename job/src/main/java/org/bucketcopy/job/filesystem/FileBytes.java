package org.bucketcopy.job.filesystem;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * The bytes of an open file, in their order, read straight into buffers: of a local file from its
 * descriptor, and of others as their file system does it, with a copy where it knows arrays only.
 */
final class FileBytes implements ReadableByteChannel {
  private static final int BLOCK = 64 * 1024;

  /** How the bytes come into a buffer; as {@link ReadableByteChannel#read}. */
  private interface Reading {
    int read(ByteBuffer buffer) throws IOException;
  }

  private final FSDataInputStream file;
  private final Reading reading;

  private FileBytes(FSDataInputStream file, Reading reading) {
    this.file = file;
    this.reading = reading;
  }

  /**
   * Those from {@code first} on.
   *
   * @param files that it is of
   * @param file is closed with them
   */
  static FileBytes of(FileSystem files, FSDataInputStream file, long first) throws IOException {
    // Others have descriptors too: CryptoInputStream that of what it decrypts.
    if (files instanceof RawLocalFileSystem && file.getFileDescriptor() != null) {
      return new FileBytes(file, local(file.getFileDescriptor()).position(first)::read);
    }
    file.seek(first);
    return new FileBytes(
        file,
        file.hasCapability(StreamCapabilities.READBYTEBUFFER)
            ? file::read
            : buffer -> copy(file, buffer));
  }

  @SuppressWarnings("resource") // it is closed with the file
  private static FileChannel local(FileDescriptor descriptor) {
    return new FileInputStream(descriptor).getChannel();
  }

  private static int copy(FSDataInputStream file, ByteBuffer buffer) throws IOException {
    if (buffer.hasArray()) {
      int got =
          file.read(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
      buffer.position(buffer.position() + Math.max(0, got));
      return got;
    }
    byte[] block = new byte[Math.min(BLOCK, buffer.remaining())];
    int got = file.read(block, 0, block.length);
    buffer.put(block, 0, Math.max(0, got));
    return got;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return reading.read(buffer);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
