package org.bucketcopy.planner.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.StoreFault.Kind;

/** What {@link ObjectStore#delete} does alike in all stores: the look before the request. */
public final class StateDeletion {
  private StateDeletion() {}

  /**
   * Deletes {@code state} of {@code object}, if it is still there.
   *
   * @param store looks at the object
   * @param request sends the request that deletes
   * @return as {@link ObjectStore#delete}
   */
  public static CompletionStage<Void> of(
      ObjectStore store,
      ObjectLocation object,
      ObjectIdentity state,
      Supplier<CompletionStage<Void>> request) {
    return store
        .head(object, state.versionId())
        .thenCompose(
            found -> found.identity().sameState(state) ? request.get() : changed(object, found))
        .handle((deleted, failure) -> failure == null ? done() : unlessGone(object, failure))
        .thenCompose(Function.identity());
  }

  private static CompletionStage<Void> changed(ObjectLocation object, ObjectInfo found) {
    return CompletableFuture.failedStage(
        new StoreException(
            StoreFault.found(
                Kind.CONFLICT,
                StoreOperation.DELETE_OBJECT,
                object,
                "it was written again meanwhile: its ETag is " + found.identity().etag())));
  }

  private static CompletionStage<Void> unlessGone(ObjectLocation object, Throwable failure) {
    StoreFault fault = StoreException.faultOf(failure, StoreOperation.DELETE_OBJECT, object);
    return fault.kind() == Kind.NOT_FOUND
        ? done()
        : CompletableFuture.failedStage(new StoreException(fault));
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedStage(null);
  }
}
