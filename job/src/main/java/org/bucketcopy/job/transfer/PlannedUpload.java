package org.bucketcopy.job.transfer;

import java.util.Optional;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * All that an object's upload needs to know before it is initiated.
 *
 * @param origin what its parts are taken from
 * @param layout how it is cut
 * @param rule what to do if the destination exists
 * @param tagging what becomes of its tags
 * @param attempt which attempt at the object it is
 */
record PlannedUpload(
    Origin origin, PartLayout layout, DestinationRule rule, Tagging tagging, UploadAttempt attempt)
    implements Initiable<PlannedUpload> {
  /** What goes where. */
  TransferPair pair() {
    return origin.pair();
  }

  @Override
  public UploadRequest request() {
    return new UploadRequest(
        pair().destination(),
        metadata(),
        rule,
        origin.parts(),
        origin.checksum().filter(algorithm -> attempt.summed()));
  }

  @Override
  public UploadToken token() {
    return attempt.token();
  }

  /** What the object shall carry: the origin's metadata, tags included, and the token. */
  ObjectMetadata metadata() {
    return attempt.metadata(origin.metadata());
  }

  @Override
  public Optional<PlannedUpload> plainly() {
    return Optional.of(with(attempt.plainly()))
        .filter(other -> !other.metadata().equals(metadata()));
  }

  @Override
  public PlannedUpload withToken(UploadToken other) {
    return with(attempt.with(other));
  }

  @Override
  public Optional<PlannedUpload> withoutChecksum() {
    return Optional.of(with(attempt.withoutChecksum()))
        .filter(other -> request().checksum().isPresent());
  }

  /**
   * What is known of a part that the upload has got. A checksum of a copied one that nobody has
   * asked for is not used: some servers name that of the whole source.
   */
  UploadedPart known(UploadedPart part) {
    return origin.checksum().isPresent() && !attempt.summed() ? part.withoutChecksum() : part;
  }

  /** The same once more, since its object was proved wrong. */
  PlannedUpload again() {
    return with(attempt.again());
  }

  /** The same in these parts, whatever ETag they make. */
  PlannedUpload cut(PartLayout other) {
    return new PlannedUpload(origin, other, rule, tagging, attempt.cut(/* forGood= */ true));
  }

  private PlannedUpload with(UploadAttempt other) {
    return new PlannedUpload(origin, layout, rule, tagging, other);
  }

  @Override
  public PlannedUpload withoutTags(StoreFault fault) {
    return new PlannedUpload(origin.withoutTags(), layout, rule, tagging.lost(fault), attempt);
  }

  /** The upload as the journal keeps it. */
  UploadRecord record(UploadHandle handle) {
    return new UploadRecord(
        origin.entry(), pair().destination(), layout, handle.uploadId(), token().value());
  }

  /**
   * The same in the uneven parts of an upload that was initiated earlier, if it is of the same
   * state of the source: these have been looked at then, where all parts look like one size now.
   */
  PlannedUpload cutAs(UploadRecord initiated) {
    boolean known = initiated.layout().isUneven() && origin.sameState(initiated.source());
    return known && !attempt.cutForGood() ? cut(initiated.layout()) : this;
  }

  /** Whether an upload that was initiated earlier is of the same state of the source, cut alike. */
  boolean fits(UploadRecord initiated) {
    return origin.sameState(initiated.source())
        && initiated.destination().equals(pair().destination())
        && initiated.layout().equals(layout);
  }
}
