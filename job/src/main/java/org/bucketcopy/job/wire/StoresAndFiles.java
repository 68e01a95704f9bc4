package org.bucketcopy.job.wire;

import java.util.function.Function;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.source.SourceFiles;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * What an executor offers, by its own settings.
 *
 * @param stores opens the store of a bucket, once
 * @param files reads files
 */
public record StoresAndFiles(Function<Bucket, ObjectStore> stores, SourceFiles files)
    implements ExecutorResources {
  @Override
  public ObjectStore store(Bucket bucket) {
    return stores.apply(bucket);
  }
}
