package org.bucketcopy.job.stores;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.jspecify.annotations.Nullable;

/**
 * Asks by GET why a HEAD was refused. The answer to a HEAD has no body for a code, and its status
 * alone says little: S3 answers 400 to a wrong region as to an expired token, and 403 to a wrong
 * clock as to a missing right.
 */
public final class HeadRefusal {
  private static final Set<Integer> UNEXPLAINED = Set.of(301, 307, 400, 401, 403);

  private HeadRefusal() {}

  /**
   * The same answer, or a failure with the code that a GET is refused with.
   *
   * @param head the HEAD, under way
   * @param get starts a GET that is refused for the same reason; its failures are those of a HEAD,
   *     with the code of their answer
   */
  public static <T> CompletionStage<T> explained(
      CompletionStage<T> head, Supplier<? extends CompletionStage<?>> get) {
    return head.exceptionallyCompose(
        failure -> {
          StoreFault refusal = fault(failure);
          return refusal.code().isEmpty() && UNEXPLAINED.contains(refusal.status())
              ? get.get()
                  .handle(
                      (read, refused) -> {
                        throw explained(failure, refusal, refused);
                      })
              : CompletableFuture.failedStage(failure);
        });
  }

  /** A GET that succeeds, or fails in another way, explains nothing. */
  private static CompletionException explained(
      Throwable failure, StoreFault refusal, @Nullable Throwable refused) {
    if (refused != null) {
      StoreFault explained = fault(refused);
      if (explained.status() == refusal.status() && !explained.code().isEmpty()) {
        return new CompletionException(new StoreException(explained, failure));
      }
    }
    return StoreException.again(failure);
  }

  private static StoreFault fault(Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.HEAD_OBJECT, "");
  }
}
