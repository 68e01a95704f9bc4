package org.bucketcopy.job.stores.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/**
 * A key as it was listed.
 *
 * @param text the key, as far as it can be read
 * @param flaw why the text is not the key
 */
public record ListedKey(String text, Optional<String> flaw) {
  private static final ListedKey ABSENT =
      new ListedKey("", Optional.of("it is listed without a key"));

  private static final char REPLACED = '\uFFFD';

  /** No key was given. */
  public static ListedKey absent() {
    return ABSENT;
  }

  /**
   * A key that was written as it is. Whoever meets bytes that are no text puts U+FFFD in their
   * place, so a key with that character may stand for several others.
   */
  public static ListedKey plain(String written) {
    if (written.isEmpty()) {
      return ABSENT;
    }
    return isText(written) ? new ListedKey(written, Optional.empty()) : noText(written);
  }

  /** A key that was written percent-encoded, with {@code +} for a space. */
  public static ListedKey urlEncoded(String written) {
    if (written.indexOf('%') < 0 && written.indexOf('+') < 0) {
      return plain(written);
    }
    ListedKey decoded = decoded(written);
    return isText(written) ? decoded : noText(decoded.text());
  }

  private static ListedKey noText(String key) {
    return flawed(key, "its key has characters that are no text, or U+FFFD in their place");
  }

  private static ListedKey decoded(String written) {
    byte[] octets = new byte[3 * written.length()];
    int length = 0;
    for (int i = 0; i < written.length(); i++) {
      char next = written.charAt(i);
      if (next == '%') {
        int octet = octet(written, i + 1);
        if (octet < 0) {
          return flawed(written, "its key is not percent-encoded, as the answer says it is");
        }
        octets[length++] = (byte) octet;
        i += 2;
      } else if (next < 0x80) {
        octets[length++] = (byte) (next == '+' ? ' ' : next);
      } else {
        int point = written.codePointAt(i);
        byte[] raw = Character.toString(point).getBytes(UTF_8);
        System.arraycopy(raw, 0, octets, length, raw.length);
        length += raw.length;
        i += Character.charCount(point) - 1;
      }
    }
    String key = new String(octets, 0, length, UTF_8);
    return key.indexOf(REPLACED) < 0
            || Arrays.equals(key.getBytes(UTF_8), Arrays.copyOf(octets, length))
        ? new ListedKey(key, Optional.empty())
        : flawed(key, "its key is not UTF-8");
  }

  private static int octet(String written, int at) {
    if (at + 2 > written.length()) {
      return -1;
    }
    int high = Character.digit(written.charAt(at), 16);
    int low = Character.digit(written.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static ListedKey flawed(String text, String flaw) {
    return new ListedKey(text, Optional.of(flaw));
  }

  /** Whether there is neither a lone surrogate nor U+FFFD. */
  private static boolean isText(String key) {
    for (int i = 0; i < key.length(); i++) {
      char next = key.charAt(i);
      if (next == REPLACED) {
        return false;
      }
      if (Character.isSurrogate(next)) {
        if (i + 1 == key.length() || !Character.isSurrogatePair(next, key.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
