package org.bucketcopy.job.servers.virtual;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Ints;
import java.util.Optional;

/**
 * What a request has brought.
 *
 * @param content its bytes
 * @param crc32c their check sum in Base64, of a request that had one with it
 */
record SentContent(Content content, Optional<String> crc32c) {
  private static final String OTHER = "other";

  /**
   * The bytes of a request.
   *
   * @throws Refusal with BadDigest if the check sum with it is not theirs
   */
  static SentContent of(Request request, Quirks quirks) {
    AwsChunks.Sent sent = AwsChunks.sent(request);
    byte[] octets = sent.content().clone();
    if (octets.length > 0 && quirks.meets(Quirk.OTHER_BYTES)) {
      octets[octets.length / 2] ^= 1;
    }
    Optional<String> crc32c = sent.crc32c();
    if (crc32c.isPresent() && !crc32c.get().equals(crc32c(octets))) {
      throw new Refusal(S3Error.BAD_DIGEST);
    }
    return new SentContent(Content.of(octets), crc32c);
  }

  /** The lines of an answer that say what has arrived. */
  String headers(Quirks quirks) {
    boolean other = quirks.meets(Quirk.OTHER_DIGEST);
    String etag = other ? Md5.hex(Bytes.ascii(OTHER)) : content.identity();
    return ObjectCalls.etagLine(etag)
        + crc32c
            .map(crc -> other ? crc32c(Bytes.ascii(OTHER)) : crc)
            .map(crc -> "x-amz-checksum-crc32c: " + crc + "\r\n")
            .orElse("");
  }

  private static String crc32c(byte[] octets) {
    int crc = Hashing.crc32c().hashBytes(octets).asInt();
    return BaseEncoding.base64().encode(Ints.toByteArray(crc));
  }
}
