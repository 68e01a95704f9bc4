package org.bucketcopy.job.stores.s3.direct;

import java.util.Map;
import java.util.Optional;

/** Headers that the settings ask for. */
@FunctionalInterface
public interface AddedHeaders {
  /**
   * Those of a request, by lower-cased name.
   *
   * @param makesObject whether the request makes an object, of which they say more
   * @param bucket that the request is for
   * @param copySource what is copied, as {@code x-amz-copy-source} has it; empty if nothing is
   */
  Map<String, String> wanted(boolean makesObject, String bucket, Optional<String> copySource);
}
