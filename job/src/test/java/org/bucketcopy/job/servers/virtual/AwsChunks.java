package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * The body of a PUT under {@code Content-Encoding: aws-chunked}: pieces that each begin with a line
 * of their length in hex and perhaps a signature, then trailers. Signatures and check sums are not
 * looked at.
 */
final class AwsChunks {
  private AwsChunks() {}

  /** The body of a request, out of its pieces if it is in pieces. */
  static byte[] body(Request request) {
    Optional<String> hash =
        request.header("x-amz-content-sha256").filter(text -> text.startsWith("STREAMING-"));
    return hash.isPresent() ? joined(request.body()) : request.body();
  }

  private static byte[] joined(byte[] body) {
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
        return content.toByteArray();
      }
      if (at + length > body.length) {
        throw new Refusal(S3Error.INVALID_REQUEST);
      }
      content.write(body, at, length);
      at += length + 2;
    }
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
