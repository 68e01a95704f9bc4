package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import java.util.Arrays;

/** Bytes of an answer while it is written. Not thread-safe. */
final class Bytes {
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] UPPER_HEX = ascii("0123456789ABCDEF");
  private static final byte[] QUOTE = ascii("&quot;");
  private static final byte[] AMPERSAND = ascii("&amp;");
  private static final byte[] LESS = ascii("&lt;");
  private static final byte[] GREATER = ascii("&gt;");

  private static final boolean[] UNRESERVED = unreserved();

  private byte[] octets;
  private int size;

  Bytes(int capacity) {
    this.octets = new byte[capacity];
  }

  /** The bytes of a constant. */
  static byte[] ascii(String text) {
    return text.getBytes(UTF_8);
  }

  Bytes add(byte[] more) {
    return add(more, more.length);
  }

  Bytes add(byte[] more, int length) {
    room(length);
    System.arraycopy(more, 0, octets, size, length);
    size += length;
    return this;
  }

  /** Adds text of characters in 0..255, one byte for each. */
  Bytes text(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      octets[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  Bytes number(long number) {
    return text(Long.toString(number));
  }

  /** Adds sixteen digits. */
  Bytes hex(long number) {
    room(16);
    for (int shift = 60; shift >= 0; shift -= 4) {
      octets[size++] = HEX[(int) (number >>> shift) & 15];
    }
    return this;
  }

  /** Adds an element with a number in it. */
  Bytes element(String name, long number) {
    return element(name, Long.toString(number));
  }

  /** Adds an element with text in it that needs no escape. */
  Bytes element(String name, String text) {
    return text("<").text(name).text(">").text(text).text("</").text(name).text(">");
  }

  /** Adds the bytes of a key so that XML can hold them. */
  Bytes xml(byte[] key, int length) {
    room(length * 6);
    for (int i = 0; i < length; i++) {
      int octet = key[i] & 0xff;
      switch (octet) {
        case '"' -> add(QUOTE);
        case '&' -> add(AMPERSAND);
        case '<' -> add(LESS);
        case '>' -> add(GREATER);
        default -> {
          if (octet < ' ') {
            text("&#x").text(Integer.toHexString(octet)).text(";");
          } else {
            octets[size++] = (byte) octet;
          }
        }
      }
    }
    return this;
  }

  /** Adds the bytes of a key as S3 writes them under {@code encoding-type=url}. */
  Bytes url(byte[] key, int length) {
    room(length * 3);
    for (int i = 0; i < length; i++) {
      int octet = key[i] & 0xff;
      if (UNRESERVED[octet]) {
        octets[size++] = (byte) octet;
      } else if (octet == ' ') {
        octets[size++] = '+';
      } else {
        octets[size++] = '%';
        octets[size++] = UPPER_HEX[octet >> 4];
        octets[size++] = UPPER_HEX[octet & 15];
      }
    }
    return this;
  }

  byte[] toArray() {
    return size == octets.length ? octets : Arrays.copyOf(octets, size);
  }

  private static boolean[] unreserved() {
    boolean[] unreserved = new boolean[256];
    CharMatcher safe =
        CharMatcher.inRange('a', 'z')
            .or(CharMatcher.inRange('A', 'Z'))
            .or(CharMatcher.inRange('0', '9'))
            .or(CharMatcher.anyOf("-._*/"));
    for (char octet = 0; octet < 256; octet++) {
      unreserved[octet] = safe.matches(octet);
    }
    return unreserved;
  }

  private void room(int more) {
    if (size + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(size + more, octets.length * 2));
    }
  }
}
