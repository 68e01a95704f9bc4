package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.hash.HashCode;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.util.Optional;

/**
 * A checksum of some bytes.
 *
 * @param algorithm how it was made
 * @param value its bytes, the most significant first, as stores write them: not in the order of
 *     {@link HashCode#fromInt}, {@link HashCode#fromLong} and Guava's own CRC-32C, whose first byte
 *     is the least significant
 */
public record Checksum(ChecksumAlgorithm algorithm, HashCode value) {
  public Checksum {
    checkArgument(
        value.bits() == algorithm.length() * Byte.SIZE,
        "no %s has %s bits",
        algorithm,
        value.bits());
  }

  /**
   * A CRC.
   *
   * @param value as a number, of which those of 32 bits take the lower ones
   * @throws IllegalStateException if {@code algorithm} is no CRC
   */
  public static Checksum crc(ChecksumAlgorithm algorithm, long value) {
    checkState(algorithm.isCrc(), "%s is no CRC", algorithm);
    byte[] bytes =
        algorithm.length() == Ints.BYTES ? Ints.toByteArray((int) value) : Longs.toByteArray(value);
    return new Checksum(algorithm, HashCode.fromBytes(bytes));
  }

  /** A CRC that a store wrote as an unsigned decimal number; empty if the text is none. */
  public static Optional<Checksum> decimal(ChecksumAlgorithm algorithm, String text) {
    try {
      return Optional.of(crc(algorithm, Long.parseUnsignedLong(text.strip())));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  /**
   * A checksum that a store wrote in base64; empty if the text is not in base64, or of another
   * length than such a checksum.
   */
  public static Optional<Checksum> base64(ChecksumAlgorithm algorithm, String text) {
    try {
      byte[] bytes = BaseEncoding.base64().decode(text.strip());
      return bytes.length == algorithm.length()
          ? Optional.of(new Checksum(algorithm, HashCode.fromBytes(bytes)))
          : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /** The value in base64. */
  public String base64() {
    return BaseEncoding.base64().encode(value.asBytes());
  }

  /**
   * The value as a number; the upper bits of one of 32 bits are 0.
   *
   * @throws IllegalStateException if it is no CRC
   */
  public long crc() {
    checkState(algorithm.isCrc(), "%s is no CRC", algorithm);
    byte[] bytes = value.asBytes();
    return bytes.length == Ints.BYTES
        ? Integer.toUnsignedLong(Ints.fromByteArray(bytes))
        : Longs.fromByteArray(bytes);
  }

  /** The algorithm and the value in hexadecimal digits. */
  @Override
  public String toString() {
    return algorithm.label() + " " + value;
  }
}
