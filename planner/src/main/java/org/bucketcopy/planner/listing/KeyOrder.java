package org.bucketcopy.planner.listing;

import java.util.Comparator;

/**
 * The order in which stores list keys: by their bytes in UTF-8, unsigned. It differs from the order
 * of {@link String#compareTo} only where a character beyond U+FFFF meets one from U+E000 to U+FFFF:
 * the latter has the smaller bytes and the larger {@code char}. Allocates nothing.
 */
public final class KeyOrder implements Comparator<String> {
  /** The only instance; it has no state. */
  public static final KeyOrder UTF_8 = new KeyOrder();

  private KeyOrder() {}

  @Override
  public int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return rank(a) - rank(b);
      }
    }
    return left.length() - right.length();
  }

  /** Whether a key comes after another. */
  static boolean isAfter(String key, String other) {
    return UTF_8.compare(key, other) > 0;
  }

  /** Whether a key comes before another, by this order and by that of UTF-16. */
  static boolean isBeforeInBoth(String key, String other) {
    return UTF_8.compare(key, other) < 0 && key.compareTo(other) < 0;
  }

  /** Whether the order of UTF-16, that some servers list in, has the two the other way round. */
  static boolean disputed(String left, String right) {
    return Integer.signum(UTF_8.compare(left, right)) != Integer.signum(left.compareTo(right));
  }

  /**
   * Whether a char has the same place in both orders, whatever it is compared with, if all before
   * it is equal.
   */
  static boolean isSettled(char unit) {
    return unit < Character.MIN_SURROGATE;
  }

  /** Surrogates stand for characters beyond U+FFFF, so they go behind every other char. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }
}
