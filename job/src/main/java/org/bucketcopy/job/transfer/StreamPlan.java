package org.bucketcopy.job.transfer;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadRequest;

/**
 * How the object of a stream is made.
 *
 * @param object where it goes and what it shall carry
 * @param tagging what becomes of its tags
 * @param attempt which attempt at it this is
 */
record StreamPlan(StreamedObject object, Tagging tagging, UploadAttempt attempt)
    implements Initiable<StreamPlan> {
  static StreamPlan first(StreamedObject object, UploadToken token) {
    return new StreamPlan(object, Tagging.under(TagRule.REQUIRED), UploadAttempt.first(token));
  }

  /** What the object shall carry, tags and token included. */
  ObjectMetadata metadata() {
    return attempt.metadata(object.metadata());
  }

  /** The request that makes the object by one call. */
  ObjectPut put() {
    return new ObjectPut(object.destination(), metadata(), object.rule());
  }

  @Override
  public UploadRequest request() {
    return new UploadRequest(
        object.destination(), metadata(), object.rule(), UploadRequest.Parts.SENT);
  }

  @Override
  public UploadToken token() {
    return attempt.token();
  }

  @Override
  public StreamPlan withToken(UploadToken other) {
    return new StreamPlan(object, tagging, attempt.with(other));
  }

  /** The same once more, under another token. */
  StreamPlan again(UploadToken other) {
    return new StreamPlan(object, tagging, attempt.again().with(other));
  }

  @Override
  public StreamPlan withoutTags(StoreFault fault) {
    ObjectMetadata untagged = object.metadata().withTags(Map.of());
    return new StreamPlan(
        new StreamedObject(object.destination(), untagged, object.rule()),
        tagging.lost(fault),
        attempt);
  }

  @Override
  public Optional<StreamPlan> withoutChecksum() {
    return Optional.empty();
  }

  @Override
  public Optional<StreamPlan> plainly() {
    return Optional.of(new StreamPlan(object, tagging, attempt.plainly()))
        .filter(other -> !other.metadata().equals(metadata()));
  }
}
