package org.bucketcopy.job.servers.oss;

import java.nio.ByteBuffer;
import java.util.List;

/** CRC-64/ECMA-182, reflected: the check sum of {@code 123456789} is 995dc9bbdf1939fa. */
final class Crc64 {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final long[] TABLE = table();

  private Crc64() {}

  /** The check sum of all bytes as an unsigned decimal number. */
  static String of(List<ByteBuffer> pieces) {
    long crc = ~0L;
    for (ByteBuffer piece : pieces) {
      ByteBuffer bytes = piece.duplicate();
      while (bytes.hasRemaining()) {
        crc = TABLE[(int) ((crc ^ bytes.get()) & 0xff)] ^ (crc >>> 8);
      }
    }
    return Long.toUnsignedString(~crc);
  }

  private static long[] table() {
    long[] table = new long[256];
    for (int i = 0; i < table.length; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
      }
      table[i] = crc;
    }
    return table;
  }
}
