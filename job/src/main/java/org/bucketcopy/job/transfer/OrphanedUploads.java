package org.bucketcopy.job.transfer;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Uploads that an Initiate may have made whose answer was lost, so that nobody knows their ids. No
 * store reports the metadata of an open upload, so they cannot be known by their token. An upload
 * is taken for one of ours if it is of exactly the object that was to be made, was initiated when
 * the Initiate was under way, and holds no part: ours never got one. Thread-safe.
 */
public final class OrphanedUploads {
  /**
   * How far the clocks of store and driver may be apart where the store does not report its own. It
   * refuses what is signed at a time further from it (RequestTimeTooSkewed).
   */
  private static final long CLOCKS_APART_MILLIS = TimeUnit.MINUTES.toMillis(15);

  /** Longer than any Initiate is under way, its retries included. */
  private static final long UNDER_WAY_MILLIS = TimeUnit.MINUTES.toMillis(15);

  private final ObjectStore destination;
  private final UploadJournal journal;
  private final InstantSource clock;
  private final UploadAbort abort;
  private final Set<UploadIntent> suspects = ConcurrentHashMap.newKeySet();
  private final UnderWay sending = new UnderWay();

  /**
   * @param destination the store that holds the uploads
   * @param journal notified of each intent that has left nothing
   * @param suspects what an earlier driver of the run intended and did not settle
   * @param clock this machine's, which dates the intents
   * @param timer waits for the pauses
   */
  public OrphanedUploads(
      ObjectStore destination,
      UploadJournal journal,
      List<UploadIntent> suspects,
      InstantSource clock,
      ScheduledExecutorService timer) {
    this.clock = clock;
    this.destination = destination;
    this.journal = journal;
    this.abort = new UploadAbort(destination, timer);
    this.suspects.addAll(suspects);
  }

  /** The intent to initiate an upload now. */
  UploadIntent intent(ObjectLocation object, UploadToken token) {
    return new UploadIntent(object, token.value(), clock.millis());
  }

  /**
   * Sends an Initiate. A store may have answered before its caller listens: {@link #abortAll} waits
   * until it does, so that it misses no suspect.
   *
   * @param initiate sends it, and returns what has taken its answer
   */
  <T> CompletionStage<T> sending(Supplier<CompletionStage<T>> initiate) {
    CompletableFuture<Void> listening = new CompletableFuture<>();
    sending.until(listening);
    try {
      return initiate.get();
    } finally {
      listening.complete(null);
    }
  }

  /** The answer to this Initiate was lost. */
  void suspect(UploadIntent intent) {
    suspects.add(intent);
  }

  /**
   * Looks for what each suspect has left and aborts it. To be called when no Initiate is under way.
   *
   * @return completes when each suspect was looked for
   */
  public CompletionStage<Void> abortAll() {
    return sending.ended().thenCompose(listening -> abortSuspects());
  }

  private CompletionStage<Void> abortSuspects() {
    return CompletableFuture.allOf(
        List.copyOf(suspects).stream()
            .collect(Collectors.groupingBy(UploadIntent::destination))
            .entrySet()
            .stream()
            .map(ofObject -> settle(ofObject.getKey(), ofObject.getValue()).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /** Number of suspects that are not settled, or not yet; they stay in the journal. */
  public int suspected() {
    return suspects.size();
  }

  private CompletionStage<Void> settle(ObjectLocation object, List<UploadIntent> intents) {
    return destination
        .openUploads(new ObjectPrefix(object.bucket(), object.key()))
        .thenCompose(open -> abortThose(intents, open))
        .handle(
            (done, failure) -> {
              if (failure == null) {
                intents.stream().filter(suspects::remove).forEach(journal::withdrawn);
              }
              return null;
            });
  }

  /** An upload that cannot be read may be the one that is looked for. */
  private CompletionStage<Void> abortThose(List<UploadIntent> intents, OpenUploads open) {
    if (!open.unusable().isEmpty()) {
      return CompletableFuture.failedStage(
          new StoreException(
              StoreFault.found(
                  StoreFault.Kind.UNKNOWN,
                  StoreOperation.LIST_UPLOADS,
                  intents.get(0).destination(),
                  open.unusable().get(0).reason())));
    }
    long now = clock.millis();
    long ahead = open.millisOr(now) - now;
    return CompletableFuture.allOf(
        open.uploads().stream()
            .filter(upload -> intents.stream().anyMatch(intent -> matches(intent, upload, ahead)))
            .map(upload -> abort.abortIfEmpty(upload.handle()).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /**
   * The driver's clock may have been set since the intent, or be another driver's: an upload counts
   * that fits the clocks as they are now, or two that are right.
   *
   * @param ahead how far the store's clock is ahead of the driver's now, milliseconds
   */
  private static boolean matches(UploadIntent suspect, OpenUpload upload, long ahead) {
    return upload.handle().destination().equals(suspect.destination())
        && (isAbout(suspect.at(), upload.initiated())
            || isAbout(suspect.at() + ahead, upload.initiated()));
  }

  private static boolean isAbout(long intended, long initiated) {
    return initiated >= intended - CLOCKS_APART_MILLIS
        && initiated <= intended + UNDER_WAY_MILLIS + CLOCKS_APART_MILLIS;
  }
}
