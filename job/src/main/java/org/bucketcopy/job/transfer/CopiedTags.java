package org.bucketcopy.job.transfer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Sees to it that a copy by parts has its tags: some stores drop those given at Initiate, so tags
 * are looked at, and written if need be.
 */
final class CopiedTags {
  private final ObjectStore destination;

  CopiedTags(ObjectStore destination) {
    this.destination = destination;
  }

  /** What is proved of the copy once it has its tags, or cannot be given them. */
  CompletionStage<Finished> proven(ReadyUpload upload, Finished.Proven proven) {
    ObjectInfo copy = proven.object();
    Map<String, String> wanted = upload.metadata().tags();
    if (wanted.isEmpty()) {
      return CompletableFuture.completedStage(
          new Finished.Proven(copy, upload.tagging().loss(), proven.proof()));
    }
    ObjectLocation location = upload.handle().destination();
    return written(destination, location, wanted)
        .handle(
            (written, failure) ->
                failure == null
                    ? new Finished.Proven(copy.withTags(wanted), Optional.empty(), proven.proof())
                    : without(
                        upload.tagging().rule(),
                        proven,
                        StoreException.faultOf(failure, StoreOperation.WRITE_TAGS, location)));
  }

  /** Completes once an object has these tags, which are written unless it has them. */
  static CompletionStage<Void> written(
      ObjectStore destination, ObjectLocation object, Map<String, String> wanted) {
    if (wanted.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    return destination
        .tags(object, Optional.empty())
        .handle(
            (tags, failure) ->
                failure == null && tags.equals(wanted)
                    ? CompletableFuture.<Void>completedStage(null)
                    : destination.writeTags(object, wanted))
        .thenCompose(Function.identity());
  }

  /** An object that must have its tags is no copy without them. */
  private static Finished without(TagRule rule, Finished.Proven proven, StoreFault fault) {
    ObjectInfo copy = proven.object();
    return rule == TagRule.REQUIRED
        ? new Finished.Wrong(Tagging.required(fault), copy.identity(), /* ours= */ true)
        : new Finished.Proven(copy, Optional.of(Tagging.loss(fault)), proven.proof());
  }
}
