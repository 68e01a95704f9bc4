package org.bucketcopy.planner.pace;

import java.io.IOException;
import java.io.InputStream;
import org.bucketcopy.planner.store.Body;

/**
 * A body whose bytes are read at the pace of this process.
 *
 * @param body the same without a pace
 */
record PacedBody(Body body, BytePacer pacer) implements Body {
  @Override
  public long length() {
    return body.length();
  }

  @Override
  public boolean isAtHand() {
    return body.isAtHand() && !pacer.isBounded();
  }

  @Override
  public InputStream open() throws IOException {
    return new PacedStream(body.open(), pacer);
  }

  private static final class PacedStream extends InputStream {
    private final InputStream in;
    private final BytePacer pacer;

    PacedStream(InputStream in, BytePacer pacer) {
      this.in = in;
      this.pacer = pacer;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
      int got = in.read(bytes, offset, Math.min(most, pacer.piece()));
      if (got > 0) {
        pacer.pay(got);
      }
      return got;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
