package org.bucketcopy.job.wire;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.relay.PartRelay;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Read a range of an object, in the state in which it was looked at, and send it as one part.
 *
 * @param checksum which one is made of what is read, for that of the whole source to be held
 *     against; empty if the source's store knows none
 */
public record RelayPartWork(
    long id,
    PartUpload part,
    SourceObject source,
    ByteRange range,
    Optional<ChecksumAlgorithm> checksum)
    implements WorkItem<UploadedPart> {
  public RelayPartWork {
    checkArgument(range.last() < source.size(), "%s has no %s", source, range);
  }

  @Override
  public StoreOperation operation() {
    return StoreOperation.UPLOAD_PART;
  }

  @Override
  public Set<Bucket> buckets() {
    return ImmutableSet.of(source.location().bucket(), destination());
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
    return new PartRelay(
            executor.store(source.location().bucket()).reader(),
            executor.store(destination()).writer())
        .send(source, range, part, checksum);
  }

  private Bucket destination() {
    return part.upload().destination().bucket();
  }
}
