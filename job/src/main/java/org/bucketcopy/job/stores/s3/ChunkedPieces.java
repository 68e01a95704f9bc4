package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.io.BaseEncoding;
import com.google.common.math.LongMath;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;

/**
 * Pieces outside the heap, from Netty's pool. With a trailer, each is a chunk, and the CRC-32C
 * comes after the last (docs.aws.amazon.com, Signature Calculations: Including Trailing Headers,
 * Chunked Upload): the server verifies it.
 *
 * @param trailed whether they are chunks with a trailer, or the body's bytes alone
 */
record ChunkedPieces(boolean trailed) implements Pieces<ByteBuf> {
  private static final String TRAILER = "x-amz-checksum-crc32c";

  /** Servers refuse chunks below 8 KiB (versitygw) and above 16 MiB (MinIO). */
  private static final int SIZE = 128 * 1024;

  private static final String LINE = "\r\n";
  private static final int CRC_BYTES = 4;

  /** Room for the line before a chunk, that after it, and the trailer. */
  private static final int FRAME_BYTES = 128;

  /** Length in bytes of what is sent of a body that has {@code length}. */
  long sent(long length) {
    if (!trailed) {
      return length;
    }
    long whole = LongMath.divide(length, SIZE, RoundingMode.FLOOR);
    int rest = (int) (length - whole * SIZE);
    return whole * framed(SIZE)
        + (rest > 0 ? framed(rest) : 0)
        + end(BaseEncoding.base64().encode(new byte[CRC_BYTES])).length;
  }

  /** Says that a body of {@code length} bytes is sent so, if that has to be said. */
  Map<String, String> headers(long length) {
    return trailed
        ? Map.of(
            "x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "content-encoding", "aws-chunked",
            "x-amz-decoded-content-length", Long.toString(length),
            "x-amz-sdk-checksum-algorithm", "CRC32C",
            "x-amz-trailer", TRAILER)
        : Map.of();
  }

  private static int framed(int bytes) {
    return head(bytes).length + bytes + LINE.length();
  }

  private static byte[] head(int bytes) {
    return (Integer.toHexString(bytes) + LINE).getBytes(US_ASCII);
  }

  private static byte[] end(String crc) {
    return ("0" + LINE + TRAILER + ":" + crc + LINE + LINE).getBytes(US_ASCII);
  }

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public ByteBuf read(ChecksummedStream in, int bytes) throws IOException {
    ByteBuf piece = ByteBufAllocator.DEFAULT.directBuffer(bytes + FRAME_BYTES);
    try {
      boolean chunk = trailed && bytes > 0;
      if (chunk) {
        piece.writeBytes(head(bytes));
      }
      ByteBuffer content = piece.nioBuffer(piece.writerIndex(), bytes);
      in.fill(content);
      piece.writerIndex(piece.writerIndex() + bytes);
      if (chunk) {
        piece.writeBytes(LINE.getBytes(US_ASCII));
      }
      return piece;
    } catch (IOException | RuntimeException e) {
      piece.release();
      throw e;
    }
  }

  @Override
  public ByteBuf ended(ByteBuf last, List<Checksum> checksums) {
    if (trailed) {
      checksums.stream()
          .filter(each -> each.algorithm() == ChecksumAlgorithm.CRC32C)
          .map(crc -> end(BaseEncoding.base64().encode(crc.value().asBytes())))
          .forEach(last::writeBytes);
    }
    return last;
  }

  @Override
  public boolean isEmpty(ByteBuf piece) {
    return !piece.isReadable();
  }

  @Override
  public void drop(ByteBuf piece) {
    piece.release();
  }
}
