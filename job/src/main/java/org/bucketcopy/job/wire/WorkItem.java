package org.bucketcopy.job.wire;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Work that an executor shall do, and how. It may be done twice, on two executors.
 *
 * @param <R> what comes of it
 */
public sealed interface WorkItem<R>
    permits ObjectWork,
        PartWork,
        PutWork,
        UploadPartWork,
        RelayPutWork,
        RelayPartWork,
        CompareWork,
        CompareRangeWork {
  /** Names this work within the run. Work that is assigned again keeps its id. */
  long id();

  /** What it does, to be named where it fails. */
  StoreOperation operation();

  /** The buckets that it sends requests to: their budgets pay for it. */
  Set<Bucket> buckets();

  /** The bytes that the executor sends for it; 0 where stores copy by themselves. */
  long bytesSent();

  /** Maximum bytes that the executor holds for it at a time. */
  default long bytes() {
    return Body.heldOf(bytesSent());
  }

  /** The type of {@link #run}'s result, which has a serializer. */
  Class<R> resultType();

  /**
   * Does the work. Never blocks: the executor runs many at a time on few threads.
   *
   * @param executor asked only for the stores of {@link #buckets}
   * @return what came of it; fails if it failed for good
   */
  CompletionStage<R> run(ExecutorResources executor);
}
