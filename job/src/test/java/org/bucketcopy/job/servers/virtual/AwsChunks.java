package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * The body of a PUT under {@code Content-Encoding: aws-chunked}: pieces that each begin with a line
 * of their length in hex and perhaps a signature, then trailers. Signatures are not looked at.
 */
final class AwsChunks {
  private static final String CRC32C = "x-amz-checksum-crc32c";

  private AwsChunks() {}

  /**
   * What a body brings.
   *
   * @param crc32c the check sum with it, in Base64
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Sent(byte[] content, Optional<String> crc32c) {}

  /** The body of a request, out of its pieces if it is in pieces. */
  static Sent sent(Request request) {
    Optional<String> hash =
        request.header("x-amz-content-sha256").filter(text -> text.startsWith("STREAMING-"));
    return hash.isPresent()
        ? joined(request.body())
        : new Sent(request.body(), request.header(CRC32C));
  }

  private static Sent joined(byte[] body) {
    ByteArrayOutputStream content = new ByteArrayOutputStream(body.length);
    String text = new String(body, ISO_8859_1);
    int at = 0;
    while (true) {
      int lineEnd = text.indexOf("\r\n", at);
      if (lineEnd < 0) {
        throw new Refusal(S3Error.INVALID_REQUEST);
      }
      int length = length(text.substring(at, lineEnd));
      at = lineEnd + 2;
      if (length == 0) {
        return new Sent(content.toByteArray(), crc32c(text.substring(at)));
      }
      if (at + length > body.length) {
        throw new Refusal(S3Error.INVALID_REQUEST);
      }
      content.write(body, at, length);
      at += length + 2;
    }
  }

  private static Optional<String> crc32c(String trailers) {
    return trailers
        .lines()
        .filter(line -> line.startsWith(CRC32C + ":"))
        .map(line -> line.substring(CRC32C.length() + 1).trim())
        .findFirst();
  }

  private static int length(String line) {
    int end = line.indexOf(';');
    try {
      return Integer.parseInt(end < 0 ? line : line.substring(0, end), 16);
    } catch (NumberFormatException e) {
      throw new Refusal(S3Error.INVALID_REQUEST);
    }
  }
}
