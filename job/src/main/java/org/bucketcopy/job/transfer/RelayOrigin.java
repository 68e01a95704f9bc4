package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.bucketcopy.job.wire.RelayPartWork;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.relay.ReadChecksums;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.verify.CrcCombination;

/**
 * An object whose ranges executors read and send.
 *
 * @param object what it has in common with one that the destination's store copies
 * @param metadata what of its metadata the destination's store takes
 * @param classLoss why it does not have its storage class, a sentence, if that is known
 */
record RelayOrigin(ObjectOrigin object, ObjectMetadata metadata, Optional<String> classLoss)
    implements Origin {
  @Override
  public CopyPair pair() {
    return object.pair();
  }

  @Override
  public SourceEntry entry() {
    return object.entry();
  }

  @Override
  public boolean sameState(SourceEntry earlier) {
    return object.sameState(earlier);
  }

  @Override
  public RelayOrigin withoutTags() {
    return new RelayOrigin(object.withoutTags(), metadata.withTags(Map.of()), classLoss);
  }

  @Override
  public UploadRequest.Parts parts() {
    return UploadRequest.Parts.SENT;
  }

  /** A store that verifies what is sent is told by {@link #parts} alone. */
  @Override
  public Optional<ChecksumAlgorithm> checksum() {
    return Optional.empty();
  }

  /** Sent parts are cut by their size alone. */
  @Override
  public Optional<WantedEtag> etag() {
    return Optional.empty();
  }

  @Override
  public WorkItem<UploadedPart> work(long id, PartUpload part, ByteRange range) {
    SourceObject from =
        new SourceObject(pair().source().location(), object.source().identity(), Optional.empty());
    Optional<ChecksumAlgorithm> known =
        object.source().checksums().combinable().map(Checksum::algorithm);
    return new RelayPartWork(id, part, from, range, known);
  }

  @Override
  public PartHosts hosts(PartLayout layout) {
    return PartHosts.none();
  }

  @Override
  public long bytesSent(ByteRange range) {
    return range.length();
  }

  /**
   * Each read names the state of its source, and is held against it. What was read of all parts has
   * to have the checksum that the source's store knows of the whole.
   */
  @Override
  public CompletionStage<Void> unchanged(List<UploadedPart> parts, boolean pinned) {
    return ReadChecksums.difference(
            object.source().checksums(), ContentChecksums.of(CrcCombination.ofRead(parts)))
        .<CompletionStage<Void>>map(
            text ->
                CompletableFuture.failedStage(
                    new StoreException(
                        StoreFault.found(
                            Kind.CORRUPT,
                            StoreOperation.READ_RANGE,
                            pair().source().location(),
                            text))))
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }

  @Override
  public ContentChecksums checksums(List<UploadedPart> parts) {
    return ContentChecksums.of(CrcCombination.of(parts)).and(object.source().checksums());
  }

  @Override
  public List<String> losses(ObjectInfo made, Optional<String> tagLoss) {
    return Stream.concat(classLoss.stream(), object.losses(made, tagLoss).stream()).toList();
  }
}
