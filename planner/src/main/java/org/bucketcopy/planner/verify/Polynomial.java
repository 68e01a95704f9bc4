package org.bucketcopy.planner.verify;

import java.util.Optional;
import org.bucketcopy.planner.model.ChecksumAlgorithm;

/**
 * The field GF(2)[x] modulo the polynomial of a reflected CRC. The coefficient of 1 is the highest
 * bit, that of the highest power of x the lowest.
 */
enum Polynomial {
  CRC32(32, 0xEDB88320L),
  CRC32C(32, 0x82F63B78L),
  CRC64_ECMA(64, 0xC96C5795D7870F42L),
  CRC64_NVME(64, 0x9A6C9329AC4BC9B5L);

  private final long one;
  private final long reduction;

  Polynomial(int bits, long reduction) {
    this.one = 1L << (bits - 1);
    this.reduction = reduction;
  }

  /** That of an algorithm; empty if this is no CRC. */
  static Optional<Polynomial> of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5, SHA1, SHA256 -> Optional.empty();
      case CRC32 -> Optional.of(CRC32);
      case CRC32C -> Optional.of(CRC32C);
      case CRC64_ECMA -> Optional.of(CRC64_ECMA);
      case CRC64_NVME -> Optional.of(CRC64_NVME);
    };
  }

  long timesX(long value) {
    return (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ reduction;
  }

  long times(long left, long right) {
    long product = 0;
    long shifted = right;
    for (long power = one; power != 0; power >>>= 1) {
      if ((left & power) != 0) {
        product ^= shifted;
      }
      shifted = timesX(shifted);
    }
    return product;
  }

  /** x to the power of 8 {@code bytes}: what so many further bytes multiply a CRC by. */
  long shift(long bytes) {
    long result = one;
    long square = one >>> 8;
    for (long left = bytes; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        result = times(result, square);
      }
      square = times(square, square);
    }
    return result;
  }
}
