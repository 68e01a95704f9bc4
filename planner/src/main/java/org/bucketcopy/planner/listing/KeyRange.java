package org.bucketcopy.planner.listing;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * A part of a listing that is walked by itself. Keys are relative: without the prefix of the
 * listing. Behind the stem, {@code until} holds nothing but characters that UTF-8 and UTF-16 order
 * alike ({@link KeyOrder#isSettled}). So each key is on the same side of it in both orders.
 *
 * @param stem what all keys of the range start with
 * @param after where it starts, exclusive; empty for the start of the stem
 * @param until where it ends, inclusive; empty for the end of the stem
 * @param behind keys that start with this are another range's; {@code after} is their end
 */
record KeyRange(
    String stem, Optional<String> after, Optional<String> until, Optional<String> behind) {
  /** Sorts after every other character in UTF-8. */
  private static final String LAST = Character.toString(0x10FFFD);

  private static final char FIRST_PRINTED = ' ';
  private static final char LAST_PRINTED = '~';

  /** All keys. */
  static final KeyRange ALL =
      new KeyRange("", Optional.empty(), Optional.empty(), Optional.empty());

  KeyRange {
    checkArgument(until.isEmpty() || isBoundary(stem, until.get()), "no boundary: %s", until);
  }

  /** Whether both orders have each key with the stem on the same side of {@code key}. */
  static boolean isBoundary(String stem, String key) {
    return key.startsWith(stem) && settledUpTo(key, stem.length()) == key.length();
  }

  /** Where the first char from {@code from} on is that the orders do not place alike. */
  static int settledUpTo(String key, int from) {
    int at = from;
    while (at < key.length() && KeyOrder.isSettled(key.charAt(at))) {
      at++;
    }
    return at;
  }

  /** A boundary shortly before a key of this range, if there is one behind the stem. */
  Optional<String> before(String key) {
    int settled = settledUpTo(key, stem.length());
    if (settled < key.length()) {
      return Optional.of(key.substring(0, settled));
    }
    if (key.length() == stem.length()) {
      return Optional.empty();
    }
    String shorter = key.substring(0, key.length() - 1);
    char end = key.charAt(key.length() - 1);
    return Optional.of(
        FIRST_PRINTED < end && end <= LAST_PRINTED
            ? shorter + (char) (end - 1) + LAST_PRINTED
            : shorter);
  }

  /** What of this range is up to a boundary. */
  KeyRange upTo(String boundary) {
    return new KeyRange(stem, after, Optional.of(boundary), behind);
  }

  /** What of this range is after a boundary. */
  KeyRange from(String boundary) {
    return new KeyRange(stem, Optional.of(boundary), until, Optional.empty());
  }

  /** What of this range is listed after all keys that start with {@code longer}. */
  KeyRange behind(String longer) {
    return new KeyRange(stem, Optional.of(longer + LAST), until, Optional.of(longer));
  }
}
