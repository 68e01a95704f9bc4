package org.bucketcopy.job.stores.listing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an answer XML that a parser of others is to read, and that repeats a key which XML 1.0
 * cannot hold: control characters, U+FFFE, U+FFFF and lone surrogates, as they are or as
 * references, become question marks. Goes through one answer, piece by piece.
 */
public final class XmlScrubber {
  private static final int LONGEST_REFERENCE = 12;
  private static final Pattern REFERENCE =
      Pattern.compile("&#(?:x0*(\\p{XDigit}{1,6})|0*(\\d{1,7}));");

  /** The first bytes of the three that surrogates have, and U+FFFE and U+FFFF. */
  private static final byte SURROGATES = (byte) 0xED;

  private static final byte LAST_OF_PLANE = (byte) 0xEF;
  private static final int OCTETS = 3;

  /** What may be forbidden, as far as it has come. */
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  private byte first;

  /** {@code whole} as XML. */
  public static byte[] scrubbed(byte[] whole) {
    XmlScrubber scrubber = new XmlScrubber();
    ByteBuffer scrubbed = scrubber.scrubbed(ByteBuffer.wrap(whole));
    byte[] bytes = new byte[scrubbed.remaining()];
    scrubbed.get(bytes);
    return bytes;
  }

  /**
   * {@code piece} as XML, which is nearly always {@code piece} itself; what may be forbidden at its
   * end is kept back until the next piece.
   */
  public ByteBuffer scrubbed(ByteBuffer piece) {
    if (held.size() == 0 && isClean(piece)) {
      return piece;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(piece.remaining());
    while (piece.hasRemaining()) {
      take(piece.get(), out);
    }
    return ByteBuffer.wrap(out.toByteArray());
  }

  /** Whether there is no forbidden character, and nothing that may be one. */
  private static boolean isClean(ByteBuffer piece) {
    int end = piece.limit();
    for (int i = piece.position(); i < end; i++) {
      byte next = piece.get(i);
      boolean mayBegin = next == SURROGATES || next == LAST_OF_PLANE;
      if (mayBegin || (next >= 0 && next < ' ' && isForbidden(next))) {
        return false;
      }
      if (next == '&' && (i + 1 == end || piece.get(i + 1) == '#')) {
        return false;
      }
    }
    return true;
  }

  private void take(byte next, ByteArrayOutputStream out) {
    if (held.size() == 0) {
      begin(next, out);
      return;
    }
    held.write(next);
    boolean ended =
        first == '&'
            ? next == ';' || held.size() > LONGEST_REFERENCE
            : held.size() == OCTETS || next >= 0;
    if (ended) {
      end(out);
    }
  }

  private void begin(byte next, ByteArrayOutputStream out) {
    if (next == '&' || next == SURROGATES || next == LAST_OF_PLANE) {
      first = next;
      held.write(next);
    } else {
      out.write(next >= 0 && isForbidden(next) ? '?' : next);
    }
  }

  private void end(ByteArrayOutputStream out) {
    byte[] bytes = held.toByteArray();
    held.reset();
    if (first == '&' ? isForbiddenReference(bytes) : isForbidden(character(bytes))) {
      out.write('?');
    } else {
      out.writeBytes(bytes);
    }
  }

  private static boolean isForbiddenReference(byte[] bytes) {
    Matcher number = REFERENCE.matcher(new String(bytes, US_ASCII));
    return number.matches() && isForbidden(value(number));
  }

  private static int value(Matcher reference) {
    return reference.group(1) != null
        ? Integer.parseInt(reference.group(1), 16)
        : Integer.parseInt(reference.group(2));
  }

  /** The character of three bytes; a space for what is none. */
  private static int character(byte[] bytes) {
    return bytes.length == OCTETS
        ? (bytes[0] & 0xF) << 12 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F)
        : ' ';
  }

  /** Whether XML 1.0 cannot carry a character (w3.org/TR/xml, 2.2). */
  public static boolean isForbidden(int character) {
    boolean control =
        character < ' ' && character != '\t' && character != '\n' && character != '\r';
    return control
        || (Character.MIN_SURROGATE <= character && character <= Character.MAX_SURROGATE)
        || character == 0xFFFE
        || character == 0xFFFF;
  }
}
