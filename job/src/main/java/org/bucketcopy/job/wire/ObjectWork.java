package org.bucketcopy.job.wire;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.AbsentDestination;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;

/** Copy a whole object by one call of the destination's store. */
public record ObjectWork(long id, ObjectCopy copy) implements WorkItem<StoredObject> {
  @Override
  public StoreOperation operation() {
    return StoreOperation.COPY_OBJECT;
  }

  @Override
  public Set<Bucket> buckets() {
    return ImmutableSet.of(copy.destination().bucket());
  }

  @Override
  public long bytesSent() {
    return 0;
  }

  @Override
  public Class<StoredObject> resultType() {
    return StoredObject.class;
  }

  @Override
  public CompletionStage<StoredObject> run(ExecutorResources executor) {
    return AbsentDestination.copy(executor.store(copy.destination().bucket()), copy);
  }
}
