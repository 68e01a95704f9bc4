package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.hash.HashCode;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;

/**
 * A checksum of some bytes.
 *
 * @param algorithm how it was made
 * @param value its bytes, the most significant first, as stores write them: not in the order of
 *     {@link HashCode#fromInt}, {@link HashCode#fromLong} and Guava's own CRC-32C, whose first byte
 *     is the least significant
 */
public record Checksum(ChecksumAlgorithm algorithm, HashCode value) {
  /**
   * A CRC.
   *
   * @param value as a number, of which CRC-32C takes the lower 32 bits
   * @throws IllegalStateException if {@code algorithm} is no CRC
   */
  public static Checksum crc(ChecksumAlgorithm algorithm, long value) {
    byte[] bytes =
        switch (algorithm) {
          case CRC32C -> Ints.toByteArray((int) value);
          case CRC64_ECMA, CRC64_NVME -> Longs.toByteArray(value);
          case MD5 -> throw new IllegalStateException("MD5 is no CRC");
        };
    return new Checksum(algorithm, HashCode.fromBytes(bytes));
  }

  /**
   * The value as a number; the upper bits of one of 32 bits are 0.
   *
   * @throws IllegalStateException if it is no CRC
   */
  public long crc() {
    checkState(algorithm != ChecksumAlgorithm.MD5, "MD5 is no CRC");
    byte[] bytes = value.asBytes();
    return bytes.length == Ints.BYTES
        ? Integer.toUnsignedLong(Ints.fromByteArray(bytes))
        : Longs.fromByteArray(bytes);
  }

  /** The algorithm and the value in hexadecimal digits. */
  @Override
  public String toString() {
    return algorithm + " " + value;
  }
}
