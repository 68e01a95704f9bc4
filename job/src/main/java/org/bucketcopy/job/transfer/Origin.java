package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;

/** What the parts of an upload are taken from, in one state, and what its object has to show. */
sealed interface Origin permits ObjectOrigin, RelayOrigin, FileOrigin {
  /** What goes where. */
  TransferPair pair();

  /** The entry as the journal keeps it. */
  SourceEntry entry();

  /** Whether parts that were made of {@code earlier} are of the very same state. */
  boolean sameState(SourceEntry earlier);

  /** What the object shall carry, tags included. */
  ObjectMetadata metadata();

  /** The same for an object that is to have no tags. */
  Origin withoutTags();

  /** Where the bytes of the parts come from. */
  UploadRequest.Parts parts();

  /**
   * Of which algorithm the store is to make a checksum of each part and of the object, if it can;
   * empty for none.
   */
  Optional<ChecksumAlgorithm> checksum();

  /** The ETag that the object shall have; empty if it may have any. */
  Optional<WantedEtag> etag();

  /** The work that makes one part. */
  WorkItem<UploadedPart> work(long id, PartUpload part, ByteRange range);

  /** Which hosts are to make which parts, if they can. */
  PartHosts hosts(PartLayout layout);

  /** As {@link WorkItem#bytesSent} of that work. */
  long bytesSent(ByteRange range);

  /**
   * Finds out, before the upload is completed, whether its parts are of the source in the planned
   * state.
   *
   * @param parts those that make the object, by ascending number
   * @param pinned whether every part is certainly of that state
   * @return fails with a {@link org.bucketcopy.planner.store.StoreException} if they are not
   */
  CompletionStage<Void> unchanged(List<UploadedPart> parts, boolean pinned);

  /**
   * The checksums that the object has to have, as far as they are known.
   *
   * @param parts those that make the object, by ascending number
   */
  ContentChecksums checksums(List<UploadedPart> parts);

  /**
   * What of {@link #metadata} and the source's traits {@code object} does not have, a sentence
   * each.
   *
   * @param tagLoss why it is without its tags, if that is known
   */
  List<String> losses(ObjectInfo object, Optional<String> tagLoss);
}
