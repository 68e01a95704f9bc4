package org.bucketcopy.job.stores.oss;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;

/**
 * What the answer to UploadPartCopy says it has copied. OSS copies the whole source where it does
 * not understand the range, and then leaves {@code Content-Range} out (Javadoc of the SDK's
 * UploadPartCopyRequest).
 *
 * @param etag the part's ETag; empty where the answer does not say
 * @param range the bytes of the source that are in the part; empty where the answer does not say
 */
record RangeProof(Optional<ETag> etag, Optional<ByteRange> range) {
  /** {@code bytes 0-9/44}; OSS's own pages also write {@code bytes 0~9/44}. */
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes[ =](\\d+)[-~](\\d+)/.*");

  /**
   * @throws IllegalArgumentException if the answer reports no part
   */
  static RangeProof of(OssAnswer answer) {
    return new RangeProof(
        answer.etagIn("CopyPartResult"), answer.header("Content-Range").flatMap(RangeProof::parse));
  }

  private static Optional<ByteRange> parse(String text) {
    Matcher range = CONTENT_RANGE.matcher(text);
    return range.matches()
        ? Optional.of(new ByteRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2))))
        : Optional.empty();
  }
}
