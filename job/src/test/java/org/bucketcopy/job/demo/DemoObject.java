package org.bucketcopy.job.demo;

import java.io.InputStream;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An object that the demo makes up. Its bytes follow from its key and are the same each time.
 *
 * @param key where it is in its bucket
 * @param bytes how large it is
 * @param headers content headers by name
 * @param metadata user metadata by name
 */
record DemoObject(
    String key, long bytes, Map<String, String> headers, Map<String, String> metadata) {
  DemoObject {
    headers = Map.copyOf(headers);
    metadata = Map.copyOf(metadata);
  }

  /** Its bytes. */
  InputStream content() {
    return new Content(key.hashCode(), bytes);
  }

  private static final class Content extends InputStream {
    private final SplittableRandom random;
    private final byte[] block = new byte[64 << 10];
    private int used = block.length;
    private long left;

    Content(long seed, long bytes) {
      this.random = new SplittableRandom(seed);
      this.left = bytes;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      if (used == block.length) {
        random.nextBytes(block);
        used = 0;
      }
      int count = (int) Math.min(left, Math.min(length, block.length - used));
      System.arraycopy(block, used, target, offset, count);
      used += count;
      left -= count;
      return count;
    }
  }
}
