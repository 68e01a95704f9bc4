package org.bucketcopy.job.stores.oss;

import java.util.Optional;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;

/**
 * An answer to a HEAD.
 *
 * @param modified epoch milliseconds
 * @param length of the object in bytes, if the answer has it
 */
record OssHead(OssAnswer answer, ETag etag, long modified, Optional<Long> length) {
  /**
   * @throws RuntimeException if it does not name the ETag or the time
   */
  static OssHead of(OssAnswer answer) {
    return new OssHead(
        answer,
        ETag.of(answer.required("ETag")),
        OssHeaders.millis(answer.required("Last-Modified")),
        answer.header("Content-Length").map(Long::valueOf));
  }

  /** All of it, given the length in bytes. */
  ObjectInfo info(long size) {
    return OssHeaders.info(this, size);
  }
}
