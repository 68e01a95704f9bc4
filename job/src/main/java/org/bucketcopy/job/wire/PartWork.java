package org.bucketcopy.job.wire;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadedPart;

/** Copy one range into one part of an upload by one call of the destination's store. */
public record PartWork(long id, PartCopy copy) implements WorkItem<UploadedPart> {
  @Override
  public StoreOperation operation() {
    return StoreOperation.COPY_PART;
  }

  @Override
  public Set<Bucket> buckets() {
    return ImmutableSet.of(destination());
  }

  @Override
  public long bytesSent() {
    return 0;
  }

  @Override
  public Class<UploadedPart> resultType() {
    return UploadedPart.class;
  }

  @Override
  public CompletionStage<UploadedPart> run(ExecutorResources executor) {
    return executor.store(destination()).copyPart(copy);
  }

  private Bucket destination() {
    return copy.upload().destination().bucket();
  }
}
