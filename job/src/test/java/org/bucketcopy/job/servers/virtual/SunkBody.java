package org.bucketcopy.job.servers.virtual;

import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.bucketcopy.planner.verify.Crc64;

/** What is left of a body that nobody keeps: its length, and what it is to be checked by. */
final class SunkBody {
  /** The check sum that a request announces, by the name of its header or trailer. */
  private enum Crc {
    CRC32("x-amz-checksum-crc32") {
      @Override
      Checksum start() {
        return new CRC32();
      }
    },
    CRC32C("x-amz-checksum-crc32c") {
      @Override
      Checksum start() {
        return new CRC32C();
      }
    },
    CRC64NVME("x-amz-checksum-crc64nvme") {
      @Override
      Checksum start() {
        return Crc64.nvme();
      }
    };

    private final String header;

    Crc(String header) {
      this.header = header;
    }

    abstract Checksum start();

    private String base64(long value) {
      return BaseEncoding.base64()
          .encode(this == CRC64NVME ? Longs.toByteArray(value) : Ints.toByteArray((int) value));
    }

    static Optional<Crc> of(HttpHeaders headers) {
      for (Crc crc : values()) {
        if (headers.contains(crc.header) || headers.contains("x-amz-trailer", crc.header, true)) {
          return Optional.of(crc);
        }
      }
      return Optional.empty();
    }
  }

  private final HttpHeaders headers;
  private final Optional<Crc> crc;
  private final Optional<Checksum> checksum;
  private final Optional<MessageDigest> md5;
  private final Optional<AwsChunkStream> chunks;
  private long size;

  /**
   * A body of which nothing has come yet.
   *
   * @param headers of its request
   * @param digested whether its MD5 is made, which costs more than all else here
   */
  SunkBody(HttpHeaders headers, boolean digested) {
    this.headers = headers;
    this.crc = Crc.of(headers);
    this.checksum = crc.map(Crc::start);
    this.md5 = digested ? Optional.of(Md5.digest()) : Optional.empty();
    String hash = headers.get("x-amz-content-sha256", "");
    this.chunks =
        hash.startsWith("STREAMING-")
            ? Optional.of(new AwsChunkStream(this::content))
            : Optional.empty();
  }

  /** Takes the next bytes as they were sent. */
  void take(ByteBuf bytes) {
    if (chunks.isPresent()) {
      chunks.get().take(bytes);
    } else {
      content(bytes);
    }
  }

  private void content(ByteBuf bytes) {
    size += bytes.readableBytes();
    checksum.ifPresent(sum -> sum.update(bytes.nioBuffer()));
    md5.ifPresent(digest -> digest.update(bytes.nioBuffer()));
  }

  /** Bytes that have come, without their frame. */
  long size() {
    return size;
  }

  /** The MD5 in hex digits, if it was to be made; to be asked for once. */
  Optional<String> md5() {
    return md5.map(digest -> HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Checks the body, when all has come.
   *
   * @param digest its MD5, if that was made
   * @return a line of the answer that names the check sum, or nothing
   * @throws Refusal with BadDigest if other bytes have come than were sent
   */
  String checked(Optional<String> digest) {
    String announced = headers.get("x-amz-decoded-content-length", String.valueOf(size));
    String wanted = headers.get("content-md5", "");
    boolean right =
        announced.equals(String.valueOf(size))
            && (wanted.isEmpty() || digest.isEmpty() || wanted.equals(base64(digest.get())));
    if (!right) {
      throw new Refusal(S3Error.BAD_DIGEST);
    }
    return crc.map(this::checkedCrc).orElse("");
  }

  private String checkedCrc(Crc announced) {
    String sent =
        Optional.ofNullable(headers.get(announced.header))
            .or(() -> chunks.map(stream -> stream.trailers().get(announced.header)))
            .orElse("");
    String came = announced.base64(checksum.orElseThrow().getValue());
    if (!sent.equals(came)) {
      throw new Refusal(S3Error.BAD_DIGEST);
    }
    return announced.header + ": " + came + "\r\n";
  }

  private static String base64(String hex) {
    return BaseEncoding.base64().encode(HexFormat.of().parseHex(hex));
  }
}
