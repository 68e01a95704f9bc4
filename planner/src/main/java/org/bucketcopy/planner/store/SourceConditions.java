package org.bucketcopy.planner.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.planner.store.StoreFault.Kind;

/**
 * Makes copies under the condition that their source has the ETag that it was planned with. Where a
 * server does not know such a condition ({@link Kind#UNSUPPORTED}, mostly 501), the copy is asked
 * for without, and once that has worked, so are all that follow. What was copied so says it, for
 * the caller to look at the source again. Thread-safe.
 */
public final class SourceConditions {
  private final boolean offered;
  private volatile boolean refused;

  /**
   * @param profile of the store that copies
   */
  public SourceConditions(StoreProfile profile) {
    this.offered = profile.can(Ability.SOURCE_CONDITIONS);
  }

  /**
   * Copies a whole object.
   *
   * @param call makes the request
   */
  public CompletionStage<StoredObject> object(
      ObjectCopy copy, Function<ObjectCopy, CompletionStage<StoredObject>> call) {
    return made(
        () -> call.apply(copy),
        () -> call.apply(copy.unconditional()).thenApply(StoredObject::unconditional));
  }

  /**
   * Copies a part.
   *
   * @param call makes the request
   */
  public CompletionStage<UploadedPart> part(
      PartCopy copy, Function<PartCopy, CompletionStage<UploadedPart>> call) {
    return made(
        () -> call.apply(copy),
        () -> call.apply(copy.unconditional()).thenApply(UploadedPart::unconditional));
  }

  private <T> CompletionStage<T> made(
      Supplier<CompletionStage<T>> with, Supplier<CompletionStage<T>> without) {
    if (!offered || refused) {
      return without.get();
    }
    return with.get()
        .handle(
            (made, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedStage(made);
              }
              return StoreException.kindOf(failure) == Kind.UNSUPPORTED
                  ? without.get().thenApply(this::worked)
                  : CompletableFuture.<T>failedStage(failure);
            })
        .thenCompose(Function.identity());
  }

  private <T> T worked(T made) {
    refused = true;
    return made;
  }
}
