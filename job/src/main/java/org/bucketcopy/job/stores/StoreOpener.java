package org.bucketcopy.job.stores;

import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.ObjectStore;

/** Opens the stores of one kind. */
@FunctionalInterface
public interface StoreOpener {
  /**
   * A store that reaches {@code bucket}. Makes no request.
   *
   * @param bucket the bucket whose settings these are
   * @param settings how to reach it
   * @param connections highest number of requests in flight, so as many connections are allowed
   * @throws IllegalArgumentException if a setting is wrong; the message names it
   */
  ObjectStore open(Bucket bucket, StoreSettings settings, int connections);
}
