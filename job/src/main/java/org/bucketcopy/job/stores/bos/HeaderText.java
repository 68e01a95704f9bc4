package org.bucketcopy.job.stores.bos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Text in a header, where only printable ASCII is safe. What BOS holds is kept to the byte, because
 * clients disagree: the Java SDK percent-encodes user metadata, others send it as it is. So only
 * what is not ASCII is encoded and decoded here, and {@code a%20b} or {@code a+b} stay what they
 * are.
 */
final class HeaderText {
  private HeaderText() {}

  /** {@code text} with the UTF-8 bytes of all that is not printable ASCII percent-encoded. */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(UTF_8)) {
      if (isPrintable(b)) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b & 0xFF));
      }
    }
    return encoded.toString();
  }

  /**
   * The inverse of {@link #encoded} for a header's value, whose characters are bytes; the value
   * itself if that makes no text.
   */
  static String decoded(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    int i = 0;
    while (i < value.length()) {
      int escaped = escapedByte(value, i);
      if (escaped > 0x7F) {
        bytes.write(escaped);
        i += 3;
      } else {
        bytes.writeBytes(value.substring(i, i + 1).getBytes(ISO_8859_1));
        i++;
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }

  /** Whether a header can carry {@code text} as it is. */
  static boolean isPlain(String text) {
    return encoded(text).equals(text);
  }

  /** The byte that {@code %XX} at {@code at} stands for, as {@link #encoded} writes it; or -1. */
  private static int escapedByte(String value, int at) {
    boolean escape =
        value.charAt(at) == '%'
            && at + 2 < value.length()
            && isUpperHex(value.charAt(at + 1))
            && isUpperHex(value.charAt(at + 2));
    return escape ? Integer.parseInt(value.substring(at + 1, at + 3), 16) : -1;
  }

  private static boolean isUpperHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
  }

  private static boolean isPrintable(byte b) {
    return b >= ' ' && b <= '~';
  }
}
