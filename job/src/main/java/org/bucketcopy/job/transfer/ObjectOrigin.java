package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.bucketcopy.job.wire.PartWork;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * An object that the destination's store copies part by part.
 *
 * @param store the store to read from
 * @param pair what goes where
 * @param source the object as it was looked at, with the tags that the copy is to have
 * @param etags what is wanted of its ETag
 */
record ObjectOrigin(ObjectStore store, CopyPair pair, ObjectInfo source, EtagRule etags)
    implements Origin {

  @Override
  public SourceEntry entry() {
    return new SourceObject(pair.source().location(), source.identity(), Optional.empty());
  }

  /**
   * Parts of an object that was overwritten and put back since are not used: a store that ignores
   * the condition on parts may have copied what was there in between.
   */
  @Override
  public boolean sameState(SourceEntry earlier) {
    return earlier instanceof SourceObject object
        && object.location().equals(pair.source().location())
        && object.identity().sameState(source.identity());
  }

  @Override
  public ObjectMetadata metadata() {
    return source.metadata();
  }

  @Override
  public ObjectOrigin withoutTags() {
    return new ObjectOrigin(store, pair, source.withTags(Map.of()), etags);
  }

  @Override
  public UploadRequest.Parts parts() {
    return UploadRequest.Parts.COPIED;
  }

  /** The one that can be held against a checksum of the source; otherwise that of S3 itself. */
  @Override
  public Optional<ChecksumAlgorithm> checksum() {
    return Optional.of(
        source
            .checksums()
            .combinable()
            .map(Checksum::algorithm)
            .orElse(ChecksumAlgorithm.CRC64_NVME));
  }

  @Override
  public Optional<WantedEtag> etag() {
    return WantedEtag.of(source.identity().etag(), etags);
  }

  /** How the object was cut. */
  SourceParts sourceParts() {
    return new SourceParts(store, pair.source().location(), source.identity());
  }

  @Override
  public WorkItem<UploadedPart> work(long id, PartUpload part, ByteRange range) {
    CopySource from = CopySource.of(pair.source().location(), source.identity());
    boolean whole =
        range.length() == source.size() && source.size() <= store.profile().limits().minPartSize();
    return new PartWork(id, new PartCopy(part.upload(), part.partNumber(), from, range, whole));
  }

  @Override
  public PartHosts hosts(PartLayout layout) {
    return PartHosts.none();
  }

  @Override
  public long bytesSent(ByteRange range) {
    return 0;
  }

  /** Looks only where the parts' condition has not done so already. */
  @Override
  public CompletionStage<Void> unchanged(List<UploadedPart> parts, boolean pinned) {
    return pinned
        ? CompletableFuture.completedStage(null)
        : store
            .head(pair.source().location(), source.identity().versionId())
            .thenAccept(this::requireSameState);
  }

  private void requireSameState(ObjectInfo now) {
    if (!source.identity().sameState(now.identity())) {
      throw new StoreException(
          StoreFault.found(
              Kind.SOURCE_CHANGED,
              StoreOperation.HEAD_OBJECT,
              pair.source().location(),
              "it was overwritten while it was copied; run again to copy the new one"));
    }
  }

  @Override
  public ContentChecksums checksums(List<UploadedPart> parts) {
    return source.checksums();
  }

  @Override
  public List<String> losses(ObjectInfo object, Optional<String> tagLoss) {
    return Stream.concat(
            CarriedMetadata.losses(metadata(), source.traits(), object, tagLoss).stream(),
            etag().flatMap(wanted -> wanted.loss(object.identity().etag())).stream())
        .toList();
  }
}
