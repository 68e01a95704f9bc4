package org.bucketcopy.job.transfer;

import com.google.common.collect.ListMultimap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.ObjectStore;

/** The uploads that an earlier driver of the run has left open. Thread-safe. */
public final class EarlierUploads {
  private final Map<ObjectLocation, List<UploadRecord>> unclaimed = new ConcurrentHashMap<>();
  private final UploadAbort abort;
  private final UploadJournal journal;

  /**
   * @param destination the store that holds the uploads
   * @param uploads the uploads, by destination
   * @param run what all transfers share
   */
  public EarlierUploads(
      ObjectStore destination,
      ListMultimap<ObjectLocation, UploadRecord> uploads,
      TransferRun run) {
    this.abort = new UploadAbort(destination, run.timer());
    this.journal = run.journal();
    uploads.asMap().forEach((object, records) -> unclaimed.put(object, List.copyOf(records)));
  }

  /** The uploads of one object that nobody has claimed, oldest first. */
  List<UploadRecord> of(ObjectLocation destination) {
    return unclaimed.getOrDefault(destination, List.of());
  }

  /** The uploads of one object, oldest first, which are the caller's from now on. */
  List<UploadRecord> claim(ObjectLocation destination) {
    List<UploadRecord> claimed = unclaimed.remove(destination);
    return claimed == null ? List.of() : claimed;
  }

  /** Gives back uploads that the caller could not resume. */
  void giveBack(List<UploadRecord> uploads) {
    for (UploadRecord upload : uploads) {
      unclaimed.merge(upload.destination(), List.of(upload), EarlierUploads::both);
    }
  }

  private static List<UploadRecord> both(List<UploadRecord> one, List<UploadRecord> other) {
    List<UploadRecord> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  /** Number of those that nobody has claimed. */
  public int unclaimed() {
    return unclaimed.values().stream().mapToInt(List::size).sum();
  }

  /** Aborts an upload that nobody resumes. */
  CompletionStage<Void> abandon(UploadRecord upload) {
    return abort.abort(upload.handle()).thenAccept(aborted -> journal.ended(upload));
  }

  /**
   * Aborts all that were not claimed: their objects are there already, or are not to be copied any
   * more.
   *
   * @return the number of those that could not be aborted; they stay in the journal
   */
  public CompletionStage<Integer> abandonUnclaimed() {
    List<CompletableFuture<Integer>> abandoned =
        unclaimed.keySet().stream()
            .flatMap(object -> claim(object).stream())
            .map(upload -> abandon(upload).handle((done, failure) -> failure == null ? 0 : 1))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    return CompletableFuture.allOf(abandoned.toArray(CompletableFuture[]::new))
        .thenApply(all -> abandoned.stream().mapToInt(CompletableFuture::join).sum());
  }
}
