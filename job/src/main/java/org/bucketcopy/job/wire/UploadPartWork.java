package org.bucketcopy.job.wire;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.ResentPart;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadedPart;

/** Send a range of a file as one part of an upload; once more if it has arrived as other bytes. */
public record UploadPartWork(long id, PartUpload part, SourceFile file, ByteRange range)
    implements WorkItem<UploadedPart> {
  public UploadPartWork {
    checkArgument(range.last() < file.size(), "%s has no %s", file, range);
  }

  @Override
  public StoreOperation operation() {
    return StoreOperation.UPLOAD_PART;
  }

  @Override
  public Set<Bucket> buckets() {
    return ImmutableSet.of(destination());
  }

  @Override
  public long bytesSent() {
    return range.length();
  }

  @Override
  public Class<UploadedPart> resultType() {
    return UploadedPart.class;
  }

  @Override
  public CompletionStage<UploadedPart> run(ExecutorResources executor) {
    return ResentPart.send(
        executor.store(destination()).writer(), part, executor.files().range(file, range));
  }

  private Bucket destination() {
    return part.upload().destination().bucket();
  }
}
