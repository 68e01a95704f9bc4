package org.bucketcopy.job.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Uploads that an Initiate may have made whose answer was lost, so that nobody knows their ids. No
 * store tells an unfinished upload's metadata, so they cannot be known by their token. An upload is
 * taken for one of ours if it is of exactly the object that was to be made, was initiated when the
 * Initiate was under way, and holds no part: ours never got one. Thread-safe.
 */
public final class OrphanedUploads {
  /** How far the clocks of store and driver may be apart. */
  private static final long CLOCKS_APART_MILLIS = TimeUnit.MINUTES.toMillis(5);

  /** Longer than any Initiate is under way, its repetitions included. */
  private static final long UNDER_WAY_MILLIS = TimeUnit.MINUTES.toMillis(15);

  private final ObjectStore destination;
  private final UploadJournal journal;
  private final UploadAbort abort;
  private final Queue<UploadIntent> suspects = new ConcurrentLinkedQueue<>();

  /**
   * @param destination the store that holds the uploads
   * @param journal told of each intent that has left nothing
   * @param suspects what an earlier driver of the run intended and did not settle
   */
  public OrphanedUploads(
      ObjectStore destination, UploadJournal journal, List<UploadIntent> suspects) {
    this.destination = destination;
    this.journal = journal;
    this.abort = new UploadAbort(destination);
    this.suspects.addAll(suspects);
  }

  /** The answer to this Initiate was lost. */
  void suspect(UploadIntent intent) {
    suspects.add(intent);
  }

  /** Number of suspects that nobody has looked for. */
  public int suspected() {
    return suspects.size();
  }

  /**
   * Looks for what each suspect has left and aborts it. To be called when no Initiate is under way.
   *
   * @return the number of suspects that could not be settled; they stay in the journal
   */
  public CompletionStage<Integer> abortAll() {
    List<CompletableFuture<Integer>> settled = new ArrayList<>();
    for (UploadIntent suspect = suspects.poll(); suspect != null; suspect = suspects.poll()) {
      settled.add(settle(suspect).toCompletableFuture());
    }
    return CompletableFuture.allOf(settled.toArray(CompletableFuture[]::new))
        .thenApply(all -> settled.stream().mapToInt(CompletableFuture::join).sum());
  }

  private CompletionStage<Integer> settle(UploadIntent suspect) {
    return destination
        .openUploads(new ObjectPrefix(suspect.destination().bucket(), suspect.destination().key()))
        .thenCompose(open -> abortThose(suspect, open))
        .handle(
            (done, failure) -> {
              if (failure != null) {
                return 1;
              }
              journal.withdrawn(suspect);
              return 0;
            });
  }

  /** An upload that cannot be read may be the one that is looked for. */
  private CompletionStage<Void> abortThose(UploadIntent suspect, OpenUploads open) {
    if (!open.unusable().isEmpty()) {
      return CompletableFuture.failedStage(
          new StoreException(
              StoreFault.found(
                  StoreFault.Kind.UNKNOWN,
                  StoreOperation.LIST_UPLOADS,
                  suspect.destination(),
                  open.unusable().get(0).reason())));
    }
    return CompletableFuture.allOf(
        open.uploads().stream()
            .filter(upload -> matches(suspect, upload))
            .map(upload -> abort.abortIfEmpty(upload.handle()).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private static boolean matches(UploadIntent suspect, OpenUpload upload) {
    return upload.handle().destination().equals(suspect.destination())
        && upload.initiated() >= suspect.at() - CLOCKS_APART_MILLIS
        && upload.initiated() <= suspect.at() + UNDER_WAY_MILLIS + CLOCKS_APART_MILLIS;
  }
}
