package org.bucketcopy.job.stores.bos;

import com.google.common.base.Strings;
import java.io.IOException;
import java.io.InputStream;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.BlockStream;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The bytes of a range as they come, just as many as were asked for. When all have come, their
 * connection goes back to its pool; closed before, it is closed with what is under way.
 */
final class RangeStream extends BlockStream {
  private final InputStream in;
  private final ObjectLocation object;
  private final ByteRange range;
  private long left;

  /**
   * @param in ends where the answer does; closing it closes the connection and reads nothing
   */
  RangeStream(InputStream in, ObjectLocation object, ByteRange range) {
    this.in = in;
    this.object = object;
    this.range = range;
    this.left = range.length();
  }

  @Override
  public int read(byte[] bytes, int offset, int most) throws SourceFaultException {
    if (left == 0) {
      return -1;
    }
    try {
      int got = in.read(bytes, offset, (int) Math.min(most, left));
      if (got < 0) {
        throw new IOException("the answer ends");
      }
      left -= got;
      if (left == 0) {
        returnConnection();
      }
      return got;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** The library takes a connection back when it meets the end of the answer. */
  private void returnConnection() {
    try {
      if (in.read() >= 0) {
        in.close();
      }
    } catch (IOException e) {
      // All bytes have come; what follows them is of no interest.
    }
  }

  private SourceFaultException broken(IOException failure) {
    return new SourceFaultException(
        StoreFault.found(
            StoreFault.Kind.TRANSIENT,
            StoreOperation.READ_RANGE,
            object,
            "the bytes broke off "
                + left
                + " before the end of "
                + range.first()
                + "-"
                + range.last()
                + ": "
                + Strings.nullToEmpty(failure.getMessage())),
        failure);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
