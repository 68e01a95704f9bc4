package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Takes copies away that were proved wrong: by its size and time one looks like a copy to every
 * later run. Only what is certainly ours is deleted; what stays is in the journal, by its ETag, so
 * that the resumed run copies it again.
 */
final class WrongCopies {
  private final ObjectStore destination;
  private final UploadJournal journal;

  WrongCopies(ObjectStore destination, UploadJournal journal) {
    this.destination = destination;
    this.journal = journal;
  }

  /**
   * Deletes a wrong copy.
   *
   * @param found the copy as it was looked at
   * @param ours whether nobody else can have written it
   * @return why it is still there; empty if it is not
   */
  CompletionStage<Optional<String>> remove(
      ObjectLocation object, ObjectIdentity found, boolean ours) {
    if (!ours) {
      return stays(object, found, "somebody else may have written it");
    }
    return destination
        .delete(object, found)
        .handle(
            (deleted, failure) ->
                failure == null
                    ? CompletableFuture.completedStage(Optional.<String>empty())
                    : stays(
                        object,
                        found,
                        StoreException.faultOf(failure, StoreOperation.DELETE_OBJECT, object)
                            .toString()))
        .thenCompose(Function.identity());
  }

  private CompletionStage<Optional<String>> stays(
      ObjectLocation object, ObjectIdentity found, String reason) {
    return journal.distrusted(object, found.etag()).handle((noted, failure) -> Optional.of(reason));
  }

  /** The fault of a copy that was wrong once more, or cannot be copied again. */
  static StoreFault explained(StoreFault fault, Optional<String> stays) {
    String end =
        stays
            .map(
                reason ->
                    "; it was not deleted ("
                        + reason
                        + "): delete it, or run again with --if-exists overwrite")
            .orElse("; it was deleted");
    return StoreFault.found(fault.kind(), fault.operation(), fault.target(), fault.message() + end);
  }
}
