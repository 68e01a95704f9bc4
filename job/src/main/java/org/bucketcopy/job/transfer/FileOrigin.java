package org.bucketcopy.job.transfer;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.wire.UploadPartWork;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.FileBlock;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceFiles;
import org.bucketcopy.planner.source.UploadPair;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.verify.CrcCombination;

/**
 * A file whose ranges executors send.
 *
 * @param files looks at the file
 * @param pair what goes where
 * @param metadata what the object shall carry, tags included
 * @param blocks which hosts hold which bytes, in the order of the bytes
 */
record FileOrigin(
    SourceFiles files, UploadPair pair, ObjectMetadata metadata, List<FileBlock> blocks)
    implements Origin {
  FileOrigin {
    blocks = ImmutableList.copyOf(blocks);
  }

  @Override
  public SourceEntry entry() {
    return pair.source();
  }

  @Override
  public boolean sameState(SourceEntry earlier) {
    return earlier.equals(pair.source());
  }

  @Override
  public FileOrigin withoutTags() {
    return new FileOrigin(files, pair, metadata.withTags(Map.of()), blocks);
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

  @Override
  public Optional<WantedEtag> etag() {
    return Optional.empty();
  }

  @Override
  public WorkItem<UploadedPart> work(long id, PartUpload part, ByteRange range) {
    return new UploadPartWork(id, part, pair.source(), range);
  }

  @Override
  public PartHosts hosts(PartLayout layout) {
    return PartHosts.of(layout, blocks);
  }

  @Override
  public long bytesSent(ByteRange range) {
    return range.length();
  }

  /** Nothing pins a file while its ranges are read. */
  @Override
  public CompletionStage<Void> unchanged(List<UploadedPart> parts, boolean pinned) {
    return files.unchanged(pair.source());
  }

  @Override
  public ContentChecksums checksums(List<UploadedPart> parts) {
    return ContentChecksums.of(CrcCombination.of(parts));
  }

  @Override
  public List<String> losses(ObjectInfo object, Optional<String> tagLoss) {
    return CarriedMetadata.losses(metadata, Set.of(), object, tagLoss);
  }
}
