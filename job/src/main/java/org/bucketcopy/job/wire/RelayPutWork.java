package org.bucketcopy.job.wire;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.relay.ObjectRelay;
import org.bucketcopy.planner.relay.RelayedObject;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Read a whole object, in the state in which it was listed, and send it as another one.
 *
 * @param put what the object is to carry in any case; the rest is its source's
 * @param tags what is wanted of the tags of its source; none are read where each object gets the
 *     same
 */
public record RelayPutWork(long id, SourceObject source, ObjectPut put, TagRule tags)
    implements WorkItem<RelayedObject> {
  @Override
  public StoreOperation operation() {
    return StoreOperation.PUT_OBJECT;
  }

  @Override
  public Set<Bucket> buckets() {
    return ImmutableSet.of(source.location().bucket(), put.destination().bucket());
  }

  @Override
  public long bytesSent() {
    return source.size();
  }

  @Override
  public Class<RelayedObject> resultType() {
    return RelayedObject.class;
  }

  @Override
  public CompletionStage<RelayedObject> run(ExecutorResources executor) {
    return new ObjectRelay(
            executor.store(source.location().bucket()), executor.store(put.destination().bucket()))
        .put(source, put, tags);
  }
}
