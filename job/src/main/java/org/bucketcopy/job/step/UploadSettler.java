package org.bucketcopy.job.step;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.store.CopiedPart;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Brings every upload to its end: completed and proven when all parts are in, aborted when one has
 * failed, and noted in the journal as ended. Thread-safe.
 */
public final class UploadSettler implements ActiveUpload.Owner {
  private final UploadFinisher finisher;
  private final UploadAbort abort;
  private final WorkQueue queue;
  private final UploadJournal journal;
  private final Results results;
  private final Set<ActiveUpload> open = ConcurrentHashMap.newKeySet();

  /**
   * @param source the store to read from
   * @param destination the store that copies
   * @param queue where parts go that have to be copied again
   * @param journal told of each upload that has ended
   * @param results told what became of each object
   */
  public UploadSettler(
      ObjectStore source,
      ObjectStore destination,
      WorkQueue queue,
      UploadJournal journal,
      Results results) {
    this.finisher = new UploadFinisher(source, destination);
    this.abort = new UploadAbort(destination);
    this.queue = queue;
    this.journal = journal;
    this.results = results;
  }

  /** The upload is to be settled from now on; its missing parts are announced to the queue. */
  void begin(ActiveUpload upload) {
    open.add(upload);
    results.partsFound(upload.parts().stream().mapToLong(CopiedPart::size).sum());
    if (upload.missing() == 0) {
      allPartsCopied(upload);
    } else {
      queue.add(upload, upload.missing());
    }
  }

  @Override
  public void partCopied(ActiveUpload upload, CopiedPart part) {
    results.partCopied(part.size());
  }

  @Override
  public void allPartsCopied(ActiveUpload upload) {
    finisher
        .finish(upload)
        .whenComplete(
            Guarded.answer(
                (object, failure) -> finished(upload, object, failure), results::defect));
  }

  private void finished(ActiveUpload upload, Optional<ObjectInfo> object, Throwable failure) {
    if (failure != null) {
      failed(upload, faultOf(upload, failure));
    } else if (object.isPresent()) {
      ended(upload);
      results.copiedByParts(upload.plan().pair(), upload.plan().source(), object.orElseThrow());
    } else {
      int missing = upload.missing();
      queue.announce(missing);
      queue.add(upload, missing);
    }
  }

  @Override
  public void failing(ActiveUpload upload, int notGivenOut) {
    queue.release(notGivenOut);
  }

  @Override
  public void failed(ActiveUpload upload, StoreFault fault) {
    abort(upload)
        .thenRun(() -> results.failed(upload.plan().pair(), fault))
        .whenComplete(
            (done, defect) -> {
              if (defect != null) {
                results.defect(defect);
              }
            });
  }

  /** Completes in any case: an upload that could not be aborted is reported, and stays noted. */
  private CompletionStage<Void> abort(ActiveUpload upload) {
    return abort
        .abort(upload.handle())
        .handle(
            (aborted, failure) -> {
              if (failure == null) {
                ended(upload);
              } else {
                open.remove(upload);
                results.leftOpen(upload.handle());
              }
              return null;
            });
  }

  private void ended(ActiveUpload upload) {
    open.remove(upload);
    journal.ended(upload.plan().record(upload.handle()));
  }

  /** Aborts all uploads that have not ended, for a run that ends early and leaves no journal. */
  public CompletionStage<Void> abortAll() {
    return CompletableFuture.allOf(
        List.copyOf(open).stream()
            .map(upload -> abort(upload).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private static StoreFault faultOf(ActiveUpload upload, Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.COMPLETE, upload.handle().destination());
  }
}
