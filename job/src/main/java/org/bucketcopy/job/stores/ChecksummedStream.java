package org.bucketcopy.job.stores;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Ints;
import java.io.IOException;
import java.io.InputStream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The bytes of a body on their way to a store, once: counts them, makes their checksum, and fails
 * where there are fewer or more than the body's length. Cannot be marked, so that no SDK reads it
 * again. For one thread at a time.
 */
public final class ChecksummedStream extends InputStream {
  private final InputStream in;
  private final long length;
  private final ChecksumAlgorithm algorithm;
  private final Hasher hasher;
  private final StoreOperation operation;
  private final Object target;
  private long count;

  private ChecksummedStream(
      InputStream in,
      long length,
      ChecksumAlgorithm algorithm,
      StoreOperation operation,
      Object target) {
    this.in = in;
    this.length = length;
    this.algorithm = algorithm;
    this.hasher = hasher(algorithm);
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
    return new ChecksummedStream(body.open(), body.length(), algorithm, operation, target);
  }

  @SuppressWarnings("deprecation") // MD5 is what ETags are, and secures nothing here.
  private static Hasher hasher(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> Hashing.md5().newHasher();
      case CRC32C -> Hashing.crc32c().newHasher();
      case CRC64_ECMA, CRC64_NVME ->
          throw new UnsupportedOperationException(algorithm + " is not made here");
    };
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int most) throws IOException {
    int got = in.read(bytes, offset, most);
    if (got < 0) {
      if (count < length) {
        throw fault("the source ended after " + count + " of " + length + " bytes");
      }
      return -1;
    }
    count += got;
    if (count > length) {
      throw fault("the source has more than " + length + " bytes");
    }
    hasher.putBytes(bytes, offset, got);
    return got;
  }

  private SourceFaultException fault(String message) {
    return new SourceFaultException(
        StoreFault.found(StoreFault.Kind.SOURCE_CHANGED, operation, target, message));
  }

  /**
   * The checksum of all bytes; to be asked for once.
   *
   * @throws IllegalStateException if not all were read
   */
  public Checksum checksum() {
    checkState(count == length, "%s of %s bytes were read", count, length);
    HashCode made = hasher.hash();
    return new Checksum(algorithm, algorithm == ChecksumAlgorithm.MD5 ? made : bigEndian(made));
  }

  /** Guava gives the bytes of a CRC the least significant first. */
  private static HashCode bigEndian(HashCode crc) {
    return HashCode.fromBytes(Ints.toByteArray(crc.asInt()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
