package org.bucketcopy.job.stores.s3;

import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.Body;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * A body that is read before it is sent, so that its checksum goes before it and the server can
 * refuse other bytes.
 *
 * @param bytes all of it
 * @param checksum of the bytes
 */
record HeldBody(AsyncRequestBody bytes, Checksum checksum) {
  /** Whether {@code body} is short enough. */
  static boolean fits(Body body) {
    return body.length() <= Body.MAX_HELD_BYTES;
  }

  /**
   * Reads a body that fits; blocks.
   *
   * @throws CompletionException with the source's fault
   */
  static HeldBody read(Body body, ChecksumAlgorithm algorithm, S3Call call) {
    try (ChecksummedStream in =
        ChecksummedStream.open(body, algorithm, call.operation(), call.target())) {
      byte[] bytes = new byte[(int) body.length()];
      in.readNBytes(bytes, 0, bytes.length);
      // What is too long, the stream finds.
      in.read();
      return new HeldBody(AsyncRequestBody.fromBytesUnsafe(bytes), in.checksum());
    } catch (IOException e) {
      throw new CompletionException(call.ofSource(e));
    }
  }

  /** The header that the checksum is sent in; every server knows that of an MD5 (RFC 1864). */
  String headerName() {
    return checksum.algorithm() == ChecksumAlgorithm.MD5 ? "content-md5" : "x-amz-checksum-crc32c";
  }

  String headerValue() {
    return BaseEncoding.base64().encode(checksum.value().asBytes());
  }
}
