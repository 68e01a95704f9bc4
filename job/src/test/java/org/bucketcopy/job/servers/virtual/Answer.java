package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.stream.ChunkedInput;
import java.util.Optional;

/**
 * An answer before it is bytes.
 *
 * @param headers lines, each with its end
 * @param length bytes that {@code Content-Length} promises: the body's, or those of an object that
 *     was only looked at; {@link #UNSAID} for none
 * @param rest bytes that come after {@code body} and are made as they are written
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(
    int status, String headers, long length, byte[] body, Optional<ChunkedInput<ByteBuf>> rest) {
  /** Stands for a length that the answer does not tell. */
  static final long UNSAID = -1;

  private static final byte[] NOTHING = new byte[0];
  private static final String XML = "Content-Type: application/xml\r\n";

  /** An answer whose body is held. */
  Answer(int status, String headers, long length, byte[] body) {
    this(status, headers, length, body, Optional.empty());
  }

  static Answer xml(Bytes body) {
    byte[] octets = body.toArray();
    return new Answer(200, XML, octets.length, octets);
  }

  static Answer empty(int status, String headers) {
    return new Answer(status, headers, 0, NOTHING);
  }

  /** The answer to HEAD of an object of {@code length} bytes. */
  static Answer head(String headers, long length) {
    return new Answer(200, headers, length, NOTHING);
  }

  /** An answer of bytes that nobody holds. */
  static Answer filled(int status, String headers, ChunkedInput<ByteBuf> bytes) {
    return new Answer(status, headers, bytes.length(), NOTHING, Optional.of(bytes));
  }

  /** An error as S3 words it; HEAD has no body to hold it. */
  static Answer error(S3Error error, Operation operation) {
    if (operation == Operation.HEAD_OBJECT || operation == Operation.HEAD_BUCKET) {
      return empty(error.status(), "");
    }
    byte[] octets = errorBody(error);
    return new Answer(error.status(), XML, octets.length, octets);
  }

  /** Status 200 and yet an error, as S3 answers when it fails after it began to answer. */
  static Answer lateError(S3Error error) {
    byte[] octets = errorBody(error);
    return new Answer(200, XML, octets.length, octets);
  }

  /**
   * The answer as it is sent.
   *
   * @param requestId told to the client
   */
  ByteBuf encode(ByteBufAllocator allocator, long requestId) {
    ByteBuf out = allocator.buffer(160 + headers.length() + body.length);
    ByteBufUtil.writeAscii(out, statusLine(status));
    ByteBufUtil.writeAscii(out, Long.toHexString(requestId));
    ByteBufUtil.writeAscii(out, "\r\n");
    ByteBufUtil.writeAscii(out, headers);
    if (status != 204 && length != UNSAID) {
      ByteBufUtil.writeAscii(out, "Content-Length: ");
      ByteBufUtil.writeAscii(out, Long.toString(length));
      ByteBufUtil.writeAscii(out, "\r\n");
    }
    ByteBufUtil.writeAscii(out, "\r\n");
    return out.writeBytes(body);
  }

  /** The first bytes of the answer: half of its body, or of its head if it has no body. */
  ByteBuf encodeCut(ByteBufAllocator allocator, long requestId) {
    ByteBuf whole = encode(allocator, requestId);
    int head = whole.writerIndex() - body.length;
    return whole.writerIndex(body.length > 0 ? head + body.length / 2 : head / 2);
  }

  private static byte[] errorBody(S3Error error) {
    byte[] message = error.message().getBytes(UTF_8);
    return new Bytes(256)
        .text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>")
        .element("Code", error.code())
        .text("<Message>")
        .xml(message, message.length)
        .text("</Message></Error>")
        .toArray();
  }

  private static String statusLine(int status) {
    return status == 200
        ? "HTTP/1.1 200 OK\r\nx-amz-request-id: "
        : "HTTP/1.1 " + status + " -\r\nx-amz-request-id: ";
  }
}
