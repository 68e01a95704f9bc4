package org.bucketcopy.job.stores.s3;

import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.Body;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * A body that is read before it is sent, so that its checksums go before it and the server can
 * refuse other bytes.
 *
 * @param bytes all of it
 * @param checksums of the bytes
 */
record HeldBody(AsyncRequestBody bytes, List<Checksum> checksums) {
  /** Whether {@code body} is short enough. */
  static boolean fits(Body body) {
    return body.length() <= Body.MAX_HELD_BYTES;
  }

  /**
   * Reads a body that fits; blocks.
   *
   * @throws CompletionException with the source's fault
   */
  static HeldBody read(Body body, List<ChecksumAlgorithm> algorithms, S3Call call) {
    try (ChecksummedStream in =
        ChecksummedStream.open(body, algorithms, call.operation(), call.target())) {
      byte[] bytes = new byte[(int) body.length()];
      in.readNBytes(bytes, 0, bytes.length);
      // What is too long, the stream finds.
      in.read();
      return new HeldBody(AsyncRequestBody.fromBytesUnsafe(bytes), in.checksums());
    } catch (IOException e) {
      throw new CompletionException(call.ofSource(e));
    }
  }

  /** The headers that the checksums are sent in. */
  Map<String, String> headers() {
    return checksums.stream().collect(Collectors.toMap(HeldBody::name, HeldBody::base64));
  }

  /** Every server knows that of an MD5 (RFC 1864). */
  private static String name(Checksum checksum) {
    return checksum.algorithm() == ChecksumAlgorithm.MD5 ? "content-md5" : "x-amz-checksum-crc32c";
  }

  private static String base64(Checksum checksum) {
    return BaseEncoding.base64().encode(checksum.value().asBytes());
  }
}
