package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

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
   * @param put how it was sent
   * @param fault how the PutObject has failed
   */
  CompletionStage<Left> remove(ObjectPut put, UploadToken token, StoreFault fault) {
    return destination
        .head(put.destination(), Optional.empty())
        .handle(
            (found, failure) ->
                failure == null && token.marks(found)
                    ? delete(put, found, fault)
                    : CompletableFuture.completedStage(left(put, fault, failure)))
        .thenCompose(Function.identity());
  }

  private CompletionStage<Left> delete(ObjectPut put, ObjectInfo found, StoreFault fault) {
    return wrongCopies
        .remove(put.destination(), found.identity(), /* ours= */ true)
        .thenApply(stays -> new Left(stays.isEmpty(), WrongCopies.explained(fault, stays)));
  }

  /** What a look has shown that did not find it, or could not be made. */
  private static Left left(ObjectPut put, StoreFault fault, Throwable failure) {
    boolean seen = failure == null || StoreException.kindOf(failure) == Kind.NOT_FOUND;
    boolean mayReplace = put.rule() == DestinationRule.REPLACE;
    return new Left(
        fault.kind() == Kind.CORRUPT && (seen || mayReplace),
        seen ? fault : unseen(fault, failure));
  }

  private static StoreFault unseen(StoreFault fault, Throwable failure) {
    StoreFault look = StoreException.faultOf(failure, StoreOperation.HEAD_OBJECT, fault.target());
    return WrongCopies.explained(fault, Optional.of(look.toString()));
  }
}
