package org.bucketcopy.planner.listing;

import com.google.common.base.Strings;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks for the key that halves what is left of a range. Keys are taken for numbers whose digits
 * are the characters that a {@link KeyAlphabet} expects at each position.
 *
 * <p>The keys listed last show how much of the number line one page takes. Where that makes the
 * rest of the range so long that it is not to be believed, the keys are likely to be close
 * together, under a folder for instance. Then the boundary goes midway between both on a
 * logarithmic scale: each try, a hit or a miss, halves the number of digits in doubt.
 */
final class KeyInterpolation {
  /** Fewest pages that are worth being halved. */
  static final long WORTH = 6;

  private final KeyAlphabet alphabet;

  KeyInterpolation(KeyAlphabet alphabet) {
    this.alphabet = alphabet;
  }

  /**
   * The best boundary between the frontier and the end of a range.
   *
   * @param range what is walked
   * @param progress how far and how fast
   * @param believable maximum number of pages that the range may still have
   * @return empty if no boundary is found
   */
  Optional<SplitPoint> split(KeyRange range, RangeProgress progress, long believable) {
    String frontier = progress.frontier();
    int from =
        Math.max(
            range.stem().length(),
            Math.min(
                range.until().map(until -> common(until, frontier)).orElse(0),
                common(progress.start(), frontier)));
    int to = 2 + Math.max(frontier.length(), length(range.until()));
    Line line = new Line(alphabet, from, to);
    BigInteger here = line.number(frontier);
    BigInteger rest = range.until().map(line::number).orElseGet(line::end).subtract(here);
    BigInteger max = BigInteger.valueOf(believable);
    BigInteger page = share(here.subtract(line.number(progress.start())), progress.listed());
    BigInteger pages = rest.divide(page);
    if (pages.compareTo(max) > 0
        || (progress.listed() >= 2 * WORTH && pages.compareTo(BigInteger.valueOf(WORTH)) < 0)) {
      page = share(here.subtract(line.number(progress.since())), progress.pages());
      pages = rest.divide(page);
    }
    BigInteger half = rest.shiftRight(1);
    if (half.signum() <= 0) {
      return Optional.empty();
    }
    long left = pages.min(max).longValueExact();
    BigInteger ahead = pages.compareTo(max) > 0 ? page.multiply(half).sqrt() : half;
    return line.roundest(frontier, here, ahead)
        .filter(key -> KeyOrder.UTF_8.compare(key, frontier) > 0)
        .filter(key -> range.until().filter(u -> KeyOrder.UTF_8.compare(key, u) >= 0).isEmpty())
        .filter(key -> KeyRange.isBoundary(range.stem(), key))
        .map(key -> new SplitPoint(key, left));
  }

  private static BigInteger share(BigInteger length, long parts) {
    return length.divide(BigInteger.valueOf(parts)).max(BigInteger.ONE);
  }

  private static int common(String left, String right) {
    return Strings.commonPrefix(left, right).length();
  }

  private static int length(Optional<String> key) {
    return key.map(String::length).orElse(0);
  }

  /** The numbers of keys that are equal up to a position. */
  private static final class Line {
    private final int from;
    private final char[][] digits;

    Line(KeyAlphabet alphabet, int from, int to) {
      this.from = from;
      this.digits = new char[to - from][];
      Arrays.setAll(digits, i -> alphabet.at(from + i));
    }

    BigInteger number(String key) {
      BigInteger number = BigInteger.ZERO;
      for (int i = 0; i < digits.length; i++) {
        number = number.multiply(base(i)).add(BigInteger.valueOf(digit(key, i)));
      }
      return number;
    }

    BigInteger end() {
      return Arrays.stream(digits)
          .map(at -> BigInteger.valueOf(Math.max(1, at.length)))
          .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** The shortest key that lies {@code ahead}, or up to an eighth less. */
    Optional<String> roundest(String prefix, BigInteger here, BigInteger ahead) {
      BigInteger[] places = new BigInteger[digits.length];
      BigInteger rest = here.add(ahead);
      for (int i = digits.length - 1; i >= 0; i--) {
        BigInteger[] parts = rest.divideAndRemainder(base(i));
        places[i] = parts[1];
        rest = parts[0];
      }
      StringBuilder key = new StringBuilder(prefix.substring(0, from));
      BigInteger unit = end();
      BigInteger given = BigInteger.ZERO;
      BigInteger least =
          here.add(ahead).subtract(ahead.shiftRight(3)).max(here.add(BigInteger.ONE));
      for (int i = 0; i < digits.length && digits[i].length > 0; i++) {
        unit = unit.divide(base(i));
        given = given.add(places[i].multiply(unit));
        key.append(digits[i][places[i].intValueExact()]);
        if (given.compareTo(least) >= 0) {
          return Optional.of(key.toString());
        }
      }
      return Optional.empty();
    }

    private BigInteger base(int i) {
      return BigInteger.valueOf(Math.max(1, digits[i].length));
    }

    private int digit(String key, int i) {
      if (from + i >= key.length() || digits[i].length == 0) {
        return 0;
      }
      int found = Arrays.binarySearch(digits[i], key.charAt(from + i));
      return Math.min(found >= 0 ? found : -found - 1, digits[i].length - 1);
    }
  }
}
