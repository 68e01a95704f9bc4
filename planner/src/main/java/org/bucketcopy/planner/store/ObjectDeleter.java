package org.bucketcopy.planner.store;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;

/**
 * What of an {@link ObjectStore} deletes many objects by one call, in whatever state they are: who
 * has to spare what was written in between looks first, or uses {@link ObjectStore#delete}.
 */
public interface ObjectDeleter {
  /** Maximum number of keys of one call: S3, OSS and BOS take a thousand. */
  int MAX_KEYS = 1_000;

  /**
   * Deletes objects.
   *
   * @param keys at least one, {@link #MAX_KEYS} at most
   * @return why an object is there still, or may be, by its key; an object that was not there is
   *     deleted. Fails if the whole call failed
   */
  CompletionStage<Map<String, StoreFault>> delete(Bucket bucket, Set<String> keys);
}
