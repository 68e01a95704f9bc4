package org.bucketcopy.job.stores.oss;

import java.io.IOException;
import java.io.InputStream;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.BlockStream;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** The bytes of a range of an object, neither fewer nor more. */
final class RangeStream extends BlockStream {
  private final InputStream in;
  private final ObjectLocation object;
  private final ByteRange range;
  private long left;

  /** Closes {@code in} with itself. */
  RangeStream(InputStream in, ObjectLocation object, ByteRange range) {
    this.in = in;
    this.object = object;
    this.range = range;
    this.left = range.length();
  }

  @Override
  public int read(byte[] bytes, int offset, int most) throws IOException {
    int got = next(bytes, offset, most);
    if (got < 0 && left > 0) {
      throw broken("its end is missing", new IOException("unexpected end"));
    }
    left -= Math.max(got, 0);
    if (left < 0) {
      throw broken("there are more", new IOException("no end"));
    }
    return got;
  }

  private int next(byte[] bytes, int offset, int most) throws IOException {
    try {
      return in.read(bytes, offset, most);
    } catch (IOException failure) {
      throw broken(String.valueOf(failure.getMessage()), failure);
    }
  }

  private SourceFaultException broken(String why, IOException cause) {
    return new SourceFaultException(
        StoreFault.found(
            StoreFault.Kind.TRANSIENT,
            StoreOperation.READ_RANGE,
            object,
            "after " + (range.length() - left) + " of " + range.length() + " bytes: " + why),
        cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
