package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;

/**
 * What a store reports about a bucket.
 *
 * @param bucket the bucket
 * @param region where it is; empty where the store does not say
 * @param versions whether it keeps versions of its objects
 */
public record BucketInfo(Bucket bucket, Optional<String> region, Versions versions) {
  /** Whether a bucket keeps versions of its objects. */
  public enum Versions {
    /** It does not, and never did. */
    NONE,
    /** It does, or once did. */
    KEPT,
    /** The store was not asked, or did not say. */
    UNKNOWN
  }

  /** Nothing is known of the bucket. */
  public static BucketInfo unknown(Bucket bucket) {
    return new BucketInfo(bucket, Optional.empty(), Versions.UNKNOWN);
  }
}
