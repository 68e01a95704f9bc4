package org.bucketcopy.job.stores.bos;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.base.Strings;
import java.io.IOException;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.BlockStream;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * A body as the SDK streams it. The SDK holds the first 5 MiB of a stream that cannot be marked, so
 * this one says that it can: it is never marked, and cannot be reset, so nothing is sent twice.
 *
 * <p>The last byte is given away only when the source is known to end there. Whatever reading fails
 * with is a {@link SourceFaultException}, which distinguishes it from a failure of the connection.
 */
final class BosBody extends BlockStream {
  private final ChecksummedStream in;
  private final StoreOperation operation;
  private final Object target;
  private long left;
  private boolean closed;

  private BosBody(ChecksummedStream in, long length, StoreOperation operation, Object target) {
    this.in = in;
    this.left = length;
    this.operation = operation;
    this.target = target;
  }

  /**
   * Opens a body.
   *
   * @param operation what the bytes are sent for
   * @param target where they go
   */
  static BosBody open(Body body, StoreOperation operation, Object target)
      throws SourceFaultException {
    try {
      ChecksummedStream in = ChecksummedStream.open(body, ChecksumAlgorithm.MD5, operation, target);
      return new BosBody(in, body.length(), operation, target);
    } catch (IOException e) {
      throw fault(e, operation, target);
    }
  }

  private static SourceFaultException fault(
      IOException failure, StoreOperation operation, Object target) {
    return failure instanceof SourceFaultException known
        ? known
        : new SourceFaultException(
            StoreFault.found(
                StoreFault.Kind.TRANSIENT,
                operation,
                target,
                "the source cannot be read: " + Strings.nullToEmpty(failure.getMessage())),
            failure);
  }

  /** Bytes that are still to be given away. */
  long left() {
    return left;
  }

  /** Finds out whether a source without bytes has none. */
  void checkEmpty() throws SourceFaultException {
    try {
      checkEnd();
    } catch (IOException e) {
      throw fault(e, operation, target);
    }
  }

  private void checkEnd() throws IOException {
    if (left == 0) {
      checkState(in.read() < 0, "more than all was read");
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int most) throws SourceFaultException {
    try {
      int got = in.read(bytes, offset, most);
      if (got > 0) {
        left -= got;
        checkEnd();
      }
      return got;
    } catch (IOException e) {
      throw fault(e, operation, target);
    }
  }

  /** The MD5 of all bytes; to be asked for once, when they were read. */
  Checksum md5() {
    return in.checksum();
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  /** Closes the source, once, whoever asks and however often. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      in.close();
    } catch (IOException e) {
      // What was wanted of the source has been read.
    }
  }
}
