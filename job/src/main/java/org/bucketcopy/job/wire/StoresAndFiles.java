package org.bucketcopy.job.wire;

import java.util.concurrent.Executor;
import java.util.function.Function;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.source.SourceFiles;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * What an executor offers, by its own settings.
 *
 * @param stores opens the store of a bucket, once
 * @param files reads files
 * @param readers as in {@link ExecutorResources#readers}
 */
public record StoresAndFiles(
    Function<Bucket, ObjectStore> stores, SourceFiles files, Executor readers)
    implements ExecutorResources {
  @Override
  public ObjectStore store(Bucket bucket) {
    return stores.apply(bucket);
  }
}
