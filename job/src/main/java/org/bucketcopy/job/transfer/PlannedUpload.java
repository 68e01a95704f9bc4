package org.bucketcopy.job.transfer;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadHandle;

/**
 * All that an object's copy by parts needs to know once its source was looked at.
 *
 * @param pair what goes where
 * @param source the source as it was looked at, with the tags that the copy is to have
 * @param layout how it is cut
 * @param rule what to do if the destination exists
 * @param tagging what becomes of its tags
 * @param attempt which attempt at the object it is
 */
record PlannedUpload(
    CopyPair pair,
    ObjectInfo source,
    PartLayout layout,
    DestinationRule rule,
    Tagging tagging,
    UploadAttempt attempt) {
  CopySource copySource() {
    return CopySource.of(pair.source().location(), source.identity());
  }

  /** Marks the upload. */
  UploadToken token() {
    return attempt.token();
  }

  /** What the copy shall carry: the source's metadata, tags included, and the token. */
  ObjectMetadata metadata() {
    return token().addTo(attempt.plain() ? source.metadata().plain() : source.metadata());
  }

  /** The same without the metadata that a store may refuse; empty if there is none. */
  Optional<PlannedUpload> plainly() {
    return Optional.of(with(attempt.plainly()))
        .filter(other -> !other.metadata().equals(metadata()));
  }

  PlannedUpload withToken(UploadToken other) {
    return with(attempt.with(other));
  }

  /** The same once more, under another token. */
  PlannedUpload again(UploadToken other) {
    return with(attempt.again(other));
  }

  private PlannedUpload with(UploadAttempt other) {
    return new PlannedUpload(pair, source, layout, rule, tagging, other);
  }

  /** The same without tags, since {@code fault} says that the copy may not have them. */
  PlannedUpload withoutTags(StoreFault fault) {
    return new PlannedUpload(
        pair, source.withTags(Map.of()), layout, rule, tagging.lost(fault), attempt);
  }

  /** The upload as the journal keeps it. */
  UploadRecord record(UploadHandle handle) {
    return new UploadRecord(
        pair.source().location(),
        source.identity(),
        pair.destination(),
        layout.size(),
        layout.partSize(),
        handle.uploadId(),
        token().value());
  }

  /**
   * Whether an upload that was initiated earlier copies the very same state of the source, cut
   * alike. Parts of one that was overwritten and put back since are not used: a store that ignores
   * the condition on parts may have copied what was there in between.
   */
  boolean fits(UploadRecord begun) {
    return begun.source().equals(pair.source().location())
        && begun.destination().equals(pair.destination())
        && begun.identity().sameState(source.identity())
        && begun.partSize() == layout.partSize();
  }
}
