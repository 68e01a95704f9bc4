package org.bucketcopy.job.stores.bos;

import com.baidubce.BceServiceException;
import java.util.Optional;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;

/**
 * What a HEAD says about the state of an object.
 *
 * @param modified epoch milliseconds
 * @param length in bytes, if the answer has it
 */
record BosState(BosHead head, ETag etag, long modified, Optional<Long> length) {
  /**
   * @throws BceServiceException if it is not the answer of a store, which always names ETag and
   *     time
   */
  static BosState of(BosHead head) {
    Optional<ETag> etag = ETag.parse(head.header("etag"));
    Optional<Long> modified = head.header("last-modified").flatMap(BosHeaders::millis);
    if (etag.isEmpty() || modified.isEmpty()) {
      throw BosResults.unusable("no ETag or time");
    }
    return new BosState(
        head, etag.get(), modified.get(), head.header("content-length").map(Long::valueOf));
  }

  /** All that the HEAD says, given the length in bytes. */
  ObjectInfo info(long size) {
    return BosHeaders.info(head, new ObjectIdentity(etag, Optional.empty(), size, modified));
  }
}
