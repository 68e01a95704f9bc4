package org.bucketcopy.planner.verify;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * The CRC of bytes that follow each other, from the CRC of each piece: that of A multiplied by x to
 * the power of 8 times the length of B, plus that of B. For one thread at a time.
 */
public final class CrcCombination {
  private final ChecksumAlgorithm algorithm;
  private final Polynomial polynomial;
  private long length;
  private long shift;

  private CrcCombination(ChecksumAlgorithm algorithm, Polynomial polynomial) {
    this.algorithm = algorithm;
    this.polynomial = polynomial;
    this.shift = polynomial.shift(0);
  }

  /**
   * The checksum of the bytes of {@code first} with those of {@code second} behind them.
   *
   * @param secondLength of the second in bytes, at least 0
   * @throws IllegalArgumentException if the two are not CRCs of one algorithm
   */
  public static Checksum combine(Checksum first, Checksum second, long secondLength) {
    return of(first.algorithm())
        .orElseThrow(() -> new IllegalArgumentException(first + " cannot be combined"))
        .next(first, second, secondLength);
  }

  /**
   * The checksum of the object that {@code parts}, in the given order, make; empty if there are
   * none, or not all have one of the same algorithm, or that is no CRC.
   */
  public static Optional<Checksum> of(List<UploadedPart> parts) {
    return of(parts, UploadedPart::checksum);
  }

  /** The same of those that their source's store may know of all bytes. */
  public static Optional<Checksum> ofRead(List<UploadedPart> parts) {
    return of(parts, UploadedPart::read);
  }

  private static Optional<Checksum> of(
      List<UploadedPart> parts, Function<UploadedPart, Optional<Checksum>> checksum) {
    Optional<Checksum> whole = parts.stream().findFirst().flatMap(checksum);
    Optional<CrcCombination> combination =
        whole.map(Checksum::algorithm).flatMap(CrcCombination::of);
    if (combination.isEmpty()) {
      return Optional.empty();
    }
    for (UploadedPart part : parts.subList(1, parts.size())) {
      Optional<Checksum> former = whole;
      whole =
          checksum
              .apply(part)
              .filter(sum -> sum.algorithm() == combination.get().algorithm)
              .flatMap(sum -> former.map(all -> combination.get().next(all, sum, part.size())));
    }
    return whole;
  }

  private static Optional<CrcCombination> of(ChecksumAlgorithm algorithm) {
    return Polynomial.of(algorithm).map(polynomial -> new CrcCombination(algorithm, polynomial));
  }

  /** Keeps the power for the next piece: most have the same length. */
  private Checksum next(Checksum first, Checksum second, long secondLength) {
    checkArgument(secondLength >= 0, "nothing has %s bytes", secondLength);
    checkArgument(second.algorithm() == algorithm, "%s and %s cannot be combined", first, second);
    if (secondLength != length) {
      length = secondLength;
      shift = polynomial.shift(secondLength);
    }
    return Checksum.crc(algorithm, polynomial.times(first.crc(), shift) ^ second.crc());
  }
}
