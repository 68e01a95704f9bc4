package org.bucketcopy.job.servers.bos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** Percent-encoding as BOS has it: all but letters, digits and {@code -._~}, upper-case hex. */
final class HttpText {
  private HttpText() {}

  static String encoded(String text) {
    return encoded(text.getBytes(UTF_8));
  }

  /** The same of text with a character for each byte. */
  static String encodedOctets(String octets) {
    return encoded(octets.getBytes(ISO_8859_1));
  }

  private static String encoded(byte[] bytes) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : bytes) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  /** A path with its slashes kept. */
  static String encodedPath(String path) {
    return encoded(path).replace("%2F", "/");
  }

  static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toString(UTF_8);
  }
}
