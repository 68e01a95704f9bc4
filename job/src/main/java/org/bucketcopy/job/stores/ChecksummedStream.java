package org.bucketcopy.job.stores;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.BlockStream;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.verify.RunningChecksum;

/**
 * The bytes of a body on their way to a store, once: counts them, makes their checksums, and fails
 * where there are fewer or more than the body's length. Cannot be marked, so that no SDK reads it
 * again. For one thread at a time.
 */
public final class ChecksummedStream extends BlockStream {
  private static final int BLOCK = 32 * 1024;

  private final InputStream in;
  private final long length;
  private final List<RunningChecksum> running;
  private final StoreOperation operation;
  private final Object target;
  private final Supplier<byte[]> block = Suppliers.memoize(() -> new byte[BLOCK]);
  private long count;

  private ChecksummedStream(
      InputStream in,
      long length,
      List<ChecksumAlgorithm> algorithms,
      StoreOperation operation,
      Object target) {
    this.in = in;
    this.length = length;
    this.running = algorithms.stream().map(RunningChecksum::of).toList();
    this.operation = operation;
    this.target = target;
  }

  /**
   * Opens a body.
   *
   * @param operation what the bytes are sent for
   * @param target where they go
   * @throws IOException as {@link Body#open} does
   */
  public static ChecksummedStream open(
      Body body, ChecksumAlgorithm algorithm, StoreOperation operation, Object target)
      throws IOException {
    return open(body, List.of(algorithm), operation, target);
  }

  /**
   * The same with any number of checksums.
   *
   * @throws IOException as {@link Body#open} does
   */
  public static ChecksummedStream open(
      Body body, List<ChecksumAlgorithm> algorithms, StoreOperation operation, Object target)
      throws IOException {
    return new ChecksummedStream(body.open(), body.length(), algorithms, operation, target);
  }

  @Override
  public int read(byte[] bytes, int offset, int most) throws IOException {
    int got = in.read(bytes, offset, most);
    if (isSome(got)) {
      note(ByteBuffer.wrap(bytes, offset, got));
    }
    return got;
  }

  /**
   * Fills {@code buffer}. Where the body's stream is a {@link ReadableByteChannel} too, the bytes
   * are copied nowhere else.
   *
   * @throws IOException if the source cannot be read, or has too few bytes
   */
  public void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      ByteBuffer read = buffer.slice();
      int got = in instanceof ReadableByteChannel channel ? channel.read(buffer) : copy(buffer);
      checkState(isSome(got), "more than %s bytes are wanted", length);
      note(read.limit(got));
    }
  }

  private int copy(ByteBuffer buffer) throws IOException {
    byte[] bytes = block.get();
    int got = in.read(bytes, 0, Math.min(bytes.length, buffer.remaining()));
    buffer.put(bytes, 0, Math.max(0, got));
    return got;
  }

  private boolean isSome(int got) throws IOException {
    if (got < 0 && count < length) {
      throw fault("the source ended after " + count + " of " + length + " bytes");
    }
    return got >= 0;
  }

  private void note(ByteBuffer read) throws IOException {
    count += read.remaining();
    if (count > length) {
      throw fault("the source has more than " + length + " bytes");
    }
    for (RunningChecksum each : running) {
      each.update(read.duplicate());
    }
  }

  private SourceFaultException fault(String message) {
    return new SourceFaultException(
        StoreFault.found(StoreFault.Kind.SOURCE_CHANGED, operation, target, message));
  }

  /**
   * The checksums of all bytes, by their algorithms; to be asked for once.
   *
   * @throws IllegalStateException if not all were read
   */
  public List<Checksum> checksums() {
    checkState(count == length, "%s of %s bytes were read", count, length);
    return running.stream().map(RunningChecksum::value).toList();
  }

  /** The same of a stream that makes one. */
  public Checksum checksum() {
    return checksums().get(0);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
