package org.bucketcopy.job.wire;

import java.util.concurrent.Executor;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.source.SourceFiles;
import org.bucketcopy.planner.store.ObjectStore;

/** What an executor offers to the work that it does. */
public interface ExecutorResources {
  /**
   * The store of {@code bucket}: it counts, paces and retries its requests itself.
   *
   * @throws IllegalArgumentException if the bucket cannot be reached by the executor's settings
   */
  ObjectStore store(Bucket bucket);

  /** What reads files, as the executor sees them. */
  SourceFiles files();

  /** Threads on which work may block, as long as it reads. */
  Executor readers();
}
