package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.plan.PartSizing;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.verify.CompositeEtag;

/**
 * Finds out before an upload is completed, and so before anything is visible, whether its object
 * will have the ETag that it shall have. If its parts make another one, and were not certainly cut
 * as the source was, each part of the source is looked at, and the object copied again.
 *
 * @param destination the store that makes the object
 */
record LayoutCheck(StoreProfile destination) {
  /** What is to be done with an upload whose parts are all in. */
  sealed interface Next {
    /** It is completed. */
    record Complete() implements Next {}

    /** It is aborted, and another one made of these parts. */
    record CutAgain(PartLayout layout) implements Next {}

    /** It is aborted. */
    record Abort(StoreFault fault) implements Next {}
  }

  /** What is to be done; fails with a {@link StoreException} if that cannot be known. */
  CompletionStage<Next> next(ActiveUpload upload) {
    Optional<WantedEtag> wanted = upload.etag();
    Optional<ETag> made =
        wanted.isPresent() && destination.can(Ability.COMPOSITE_ETAG)
            ? CompositeEtag.of(upload.parts())
            : Optional.empty();
    if (made.isEmpty() || made.equals(wanted.map(WantedEtag::etag))) {
      return CompletableFuture.completedStage(new Next.Complete());
    }
    Next other = other(upload, wanted.orElseThrow(), made.orElseThrow());
    PlannedUpload plan = upload.plan();
    if (plan.attempt().cutForGood() || !(plan.origin() instanceof ObjectOrigin origin)) {
      return CompletableFuture.completedStage(other);
    }
    return origin
        .sourceParts()
        .each()
        .thenApply(
            layout ->
                layout.equals(plan.layout())
                        || PartSizing.flaw(layout, destination.limits()).isPresent()
                    ? other
                    : new Next.CutAgain(layout))
        .exceptionallyCompose(
            failure ->
                SourceParts.UNKNOWN.contains(StoreException.kindOf(failure))
                    ? CompletableFuture.completedStage(other)
                    : CompletableFuture.failedStage(failure));
  }

  private static Next other(ActiveUpload upload, WantedEtag wanted, ETag made) {
    return wanted
        .flaw(made)
        .<Next>map(
            text ->
                new Next.Abort(
                    StoreFault.found(
                        Kind.UNSUPPORTED,
                        StoreOperation.COMPLETE,
                        upload.handle().destination(),
                        "the parts of the copy do not make the ETag of its source, as --keep-etag"
                            + " required wants it: "
                            + text)))
        .orElseGet(Next.Complete::new);
  }
}
