package org.bucketcopy.job.servers.virtual;

import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A body under {@code Content-Encoding: aws-chunked} while it comes: pieces that each begin with a
 * line of their length in hex and perhaps a signature, then trailers. Signatures are not looked at.
 */
final class AwsChunkStream {
  private static final int LONGEST_LINE = 4096;

  private enum Place {
    LENGTH,
    PIECE,
    END_OF_PIECE,
    TRAILERS
  }

  private final Consumer<ByteBuf> content;
  private final Map<String, String> trailers = new LinkedHashMap<>();
  private final StringBuilder line = new StringBuilder();
  private Place place = Place.LENGTH;
  private int left;

  /**
   * @param content gets what is in the pieces, and must not keep it
   */
  AwsChunkStream(Consumer<ByteBuf> content) {
    this.content = content;
  }

  /**
   * Takes the next bytes, however they are cut.
   *
   * @throws Refusal with InvalidRequest if they are no such body
   */
  void take(ByteBuf bytes) {
    while (bytes.isReadable()) {
      if (place == Place.PIECE) {
        int count = Math.min(left, bytes.readableBytes());
        content.accept(bytes.readSlice(count));
        left -= count;
        place = left == 0 ? Place.END_OF_PIECE : Place.PIECE;
      } else {
        character((char) bytes.readUnsignedByte());
      }
    }
  }

  /** What came after the last piece, by name in small letters. */
  Map<String, String> trailers() {
    return trailers;
  }

  private void character(char next) {
    if (next != '\n') {
      line.append(next);
      require(line.length() <= LONGEST_LINE);
      return;
    }
    String text = line.toString().strip();
    line.setLength(0);
    switch (place) {
      case LENGTH -> {
        left = length(text);
        place = left == 0 ? Place.TRAILERS : Place.PIECE;
      }
      case TRAILERS -> trailer(text);
      default -> {
        require(text.isEmpty());
        place = Place.LENGTH;
      }
    }
  }

  private static int length(String text) {
    int end = text.indexOf(';');
    try {
      int length = Integer.parseInt(end < 0 ? text : text.substring(0, end), 16);
      require(length >= 0);
      return length;
    } catch (NumberFormatException e) {
      throw new Refusal(S3Error.INVALID_REQUEST);
    }
  }

  private void trailer(String text) {
    int colon = text.indexOf(':');
    if (colon > 0) {
      trailers.put(
          text.substring(0, colon).toLowerCase(Locale.ROOT), text.substring(colon + 1).strip());
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Refusal(S3Error.INVALID_REQUEST);
    }
  }
}
