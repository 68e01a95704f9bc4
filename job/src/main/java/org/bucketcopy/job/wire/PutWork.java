package org.bucketcopy.job.wire;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.store.AbsentDestination;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;

/** Send a whole file as one object. One that has changed since the walk is not sent to its end. */
public record PutWork(long id, ObjectPut put, SourceFile file) implements WorkItem<StoredObject> {
  @Override
  public StoreOperation operation() {
    return StoreOperation.PUT_OBJECT;
  }

  @Override
  public Set<Bucket> buckets() {
    return ImmutableSet.of(put.destination().bucket());
  }

  @Override
  public long bytesSent() {
    return file.size();
  }

  @Override
  public Class<StoredObject> resultType() {
    return StoredObject.class;
  }

  @Override
  public CompletionStage<StoredObject> run(ExecutorResources executor) {
    return AbsentDestination.put(
        executor.store(put.destination().bucket()), put, executor.files().whole(file));
  }
}
