package org.bucketcopy.job.stores.s3;

import java.io.InputStream;

/** Zeros without an end. */
final class EndlessStream extends InputStream {
  @Override
  public int read() {
    return 0;
  }

  @Override
  public int read(byte[] bytes, int offset, int most) {
    return most;
  }
}
