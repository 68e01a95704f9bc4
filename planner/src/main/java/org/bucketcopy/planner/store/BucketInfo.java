package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;

/**
 * What a store tells about a bucket.
 *
 * @param bucket the bucket
 * @param region where it is; empty where the store does not say
 * @param versioned whether it keeps (or once kept) versions of its objects, where the store was
 *     asked and said so
 */
public record BucketInfo(Bucket bucket, Optional<String> region, boolean versioned) {}
