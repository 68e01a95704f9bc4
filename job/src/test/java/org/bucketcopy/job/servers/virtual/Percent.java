package org.bucketcopy.job.servers.virtual;

/** Percent-decoding to one character per byte, the form of {@link ObjectKey#octets}. */
final class Percent {
  private Percent() {}

  /**
   * @throws Refusal if an escape is malformed
   */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder octets = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        octets.append((char) octet(text, i + 1));
        i += 2;
      } else {
        octets.append(c);
      }
    }
    return octets.toString();
  }

  /** As {@link #decode}, and a plus sign is a space, as S3 reads the values of a query. */
  static String decodeQuery(String text) {
    return decode(text.replace('+', ' '));
  }

  private static int octet(String text, int at) {
    int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    if (high < 0 || low < 0) {
      throw new Refusal(S3Error.INVALID_URI);
    }
    return high << 4 | low;
  }
}
