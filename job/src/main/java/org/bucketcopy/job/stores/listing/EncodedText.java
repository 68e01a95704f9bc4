package org.bucketcopy.job.stores.listing;

import com.google.common.base.CharMatcher;

/** Distinguishes text that may be percent-encoded from text that is not. */
final class EncodedText {
  /** What an encoder may leave behind. */
  private static final CharMatcher ENCODED =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("%/-_.~!$'()*|"));

  private EncodedText() {}

  /** Whether {@code text} has nothing that an encoder would have changed. */
  static boolean isOne(String text) {
    return ENCODED.matchesAllOf(text);
  }
}
