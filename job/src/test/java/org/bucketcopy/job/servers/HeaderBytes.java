package org.bucketcopy.job.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Header values between the two forms that they have here. To servers they are bytes, a character
 * in 0..255 for each. To tests they are text in UTF-8, in which a byte that belongs to none is a
 * lone surrogate, from U+DC80 to U+DCFF.
 */
public final class HeaderBytes {
  private static final char ESCAPE = '\uDC00';

  private HeaderBytes() {}

  /** The bytes of {@code text}. */
  public static String octets(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(
            point -> {
              if (point >> 8 == ESCAPE >> 8) {
                bytes.write(point & 0xFF);
              } else {
                bytes.writeBytes(Character.toString(point).getBytes(UTF_8));
              }
            });
    return bytes.toString(ISO_8859_1);
  }

  /** The text of {@code octets}. */
  public static String text(String octets) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException notAllOfIt) {
      StringBuilder text = new StringBuilder();
      octets.chars().forEach(c -> text.append((char) (c < 0x80 ? c : ESCAPE + c)));
      return text.toString();
    }
  }
}
