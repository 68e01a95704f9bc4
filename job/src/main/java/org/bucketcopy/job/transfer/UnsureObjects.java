package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;

/**
 * Takes away what a PutObject that has failed may have left: an object that has its mark, and is
 * not known to be right.
 */
final class UnsureObjects {
  private final ObjectStore destination;
  private final WrongCopies wrongCopies;

  UnsureObjects(ObjectStore destination, UploadJournal journal) {
    this.destination = destination;
    this.wrongCopies = new WrongCopies(destination, journal);
  }

  /**
   * What is left.
   *
   * @param clear whether the object may be made once more
   * @param fault why it is not there, and what is in its place
   */
  record Left(boolean clear, StoreFault fault) {}

  /**
   * Deletes the object if it has the mark.
   *
   * @param token its mark
   * @param fault how the PutObject has failed
   */
  CompletionStage<Left> remove(ObjectLocation object, UploadToken token, StoreFault fault) {
    return destination
        .head(object, Optional.empty())
        .handle(
            (found, failure) ->
                failure == null && token.marks(found)
                    ? wrongCopies
                        .remove(object, found.identity(), /* ours= */ true)
                        .thenApply(
                            stays -> new Left(stays.isEmpty(), WrongCopies.told(fault, stays)))
                    : CompletableFuture.completedStage(
                        new Left(fault.kind() == Kind.CORRUPT && isAbsent(failure), fault)))
        .thenCompose(Function.identity());
  }

  private static boolean isAbsent(Throwable failure) {
    return failure == null || StoreException.kindOf(failure) == Kind.NOT_FOUND;
  }
}
