package org.bucketcopy.planner.verify;

import static com.google.common.base.Preconditions.checkPositionIndexes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * A reflected CRC of 64 bits, with ~0 as start and as final XOR. Reads 16 bytes at a time, with a
 * table for each place of a byte among them. For one thread at a time.
 */
public final class Crc64 implements Checksum {
  private static final int SLICES = 16;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long[][] ECMA = tables(Polynomial.CRC64_ECMA);
  private static final long[][] NVME = tables(Polynomial.CRC64_NVME);

  private final long[][] tables;
  private long state = ~0L;

  private Crc64(long[][] tables) {
    this.tables = tables;
  }

  /** CRC-64/XZ, that of OSS. */
  public static Crc64 ecma() {
    return new Crc64(ECMA);
  }

  /** CRC-64/NVME, that of S3. */
  public static Crc64 nvme() {
    return new Crc64(NVME);
  }

  private static long[][] tables(Polynomial polynomial) {
    long[][] tables = new long[SLICES][256];
    for (int value = 0; value < 256; value++) {
      long crc = value;
      for (int bit = 0; bit < 8; bit++) {
        crc = polynomial.timesX(crc);
      }
      tables[0][value] = crc;
    }
    for (int slice = 1; slice < SLICES; slice++) {
      for (int value = 0; value < 256; value++) {
        long former = tables[slice - 1][value];
        tables[slice][value] = tables[0][(int) former & 0xff] ^ (former >>> 8);
      }
    }
    return tables;
  }

  @Override
  public void update(int value) {
    state = tables[0][(int) (state ^ value) & 0xff] ^ (state >>> 8);
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    checkPositionIndexes(offset, offset + length, bytes.length);
    int end = offset + length;
    int at = offset;
    for (; end - at >= SLICES; at += SLICES) {
      state =
          eight(state ^ (long) LONG.get(bytes, at), 8) ^ eight((long) LONG.get(bytes, at + 8), 0);
    }
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  /** What eight bytes do to the CRC, given how many more are read with them. */
  private long eight(long bytes, int after) {
    return tables[after + 7][(int) bytes & 0xff]
        ^ tables[after + 6][(int) (bytes >>> 8) & 0xff]
        ^ tables[after + 5][(int) (bytes >>> 16) & 0xff]
        ^ tables[after + 4][(int) (bytes >>> 24) & 0xff]
        ^ tables[after + 3][(int) (bytes >>> 32) & 0xff]
        ^ tables[after + 2][(int) (bytes >>> 40) & 0xff]
        ^ tables[after + 1][(int) (bytes >>> 48) & 0xff]
        ^ tables[after][(int) (bytes >>> 56)];
  }

  /** The CRC of all bytes since the last reset; all 64 bits are in use. */
  @Override
  public long getValue() {
    return ~state;
  }

  @Override
  public void reset() {
    state = ~0L;
  }
}
