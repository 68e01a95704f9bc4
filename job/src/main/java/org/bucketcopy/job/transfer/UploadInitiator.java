package org.bucketcopy.job.transfer;

import com.google.common.collect.Sets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.relay.RefusedMetadata;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;

/**
 * Initiates uploads. The intent is in the journal before, so that a driver may die at any moment;
 * one whose answer was lost stays there, and another upload is initiated.
 */
final class UploadInitiator {
  /** How often an upload is initiated whose answers are lost. */
  private static final int MAX_ATTEMPTS = 8;

  private static final long PAUSE_MILLIS = 200;

  /** Of a header, or of a signature that a store has made of it in its own way. */
  static final Set<Kind> MAY_BE_OF_METADATA = Sets.immutableEnumSet(Kind.INVALID, Kind.DENIED);

  /** Of a server that makes no checksums of copies, or not the one that was asked for. */
  private static final Set<Kind> MAY_BE_OF_CHECKSUM =
      Sets.immutableEnumSet(Kind.UNSUPPORTED, Kind.INVALID);

  private final ObjectStore destination;
  private final Supplier<UploadToken> tokens;
  private final UploadJournal journal;
  private final OrphanedUploads orphans;
  private final ScheduledExecutorService timer;

  /**
   * What was initiated.
   *
   * @param plan as it was initiated: under its token, with what the store has taken
   * @param handle the store's name for it
   */
  record Initiated<P>(P plan, UploadHandle handle) {}

  /**
   * @param destination the store that holds the uploads
   * @param tokens gives each upload of the run another one
   * @param journal where intents are noted
   * @param orphans notified of Initiates whose answer was lost
   * @param timer waits for the pauses
   */
  UploadInitiator(
      ObjectStore destination,
      Supplier<UploadToken> tokens,
      UploadJournal journal,
      OrphanedUploads orphans,
      ScheduledExecutorService timer) {
    this.destination = destination;
    this.tokens = tokens;
    this.journal = journal;
    this.orphans = orphans;
    this.timer = timer;
  }

  /**
   * Initiates the upload.
   *
   * @return fails with a {@link StoreException} if there is none, and then nothing was left open
   *     that is not noted
   */
  <P extends Initiable<P>> CompletionStage<Initiated<P>> initiate(P plan) {
    return initiate(plan, 1);
  }

  private <P extends Initiable<P>> CompletionStage<Initiated<P>> initiate(P plan, int attempt) {
    UploadIntent intent = orphans.intent(plan.request().destination(), plan.token());
    return journal
        .intended(intent)
        .thenCompose(noted -> orphans.sending(() -> send(plan, intent, attempt)))
        .thenCompose(Function.identity());
  }

  private <P extends Initiable<P>> CompletionStage<CompletionStage<Initiated<P>>> send(
      P plan, UploadIntent intent, int attempt) {
    return destination
        .initiate(plan.request())
        .handle(
            (handle, failure) ->
                failure == null
                    ? CompletableFuture.completedStage(new Initiated<>(plan, handle))
                    : failed(
                        plan,
                        intent,
                        attempt,
                        StoreException.faultOf(
                            failure, StoreOperation.INITIATE, intent.destination())));
  }

  /** An Initiate that may have been done is an intent that stays, and another is made. */
  private <P extends Initiable<P>> CompletionStage<Initiated<P>> failed(
      P plan, UploadIntent intent, int attempt, StoreFault fault) {
    if (fault.kind() != Kind.UNKNOWN) {
      journal.withdrawn(intent);
      return refused(plan, fault, attempt);
    }
    orphans.suspect(intent);
    return attempt < MAX_ATTEMPTS
        ? Pause.of(PAUSE_MILLIS * attempt, timer)
            .thenCompose(waited -> initiate(plan.withToken(tokens.get()), attempt + 1))
        : CompletableFuture.failedStage(new StoreException(fault));
  }

  /** An Initiate is made without what it may have been refused for, if that will do. */
  private <P extends Initiable<P>> CompletionStage<Initiated<P>> refused(
      P plan, StoreFault fault, int attempt) {
    if (MAY_BE_OF_CHECKSUM.contains(fault.kind()) && plan.withoutChecksum().isPresent()) {
      return initiate(plan.withoutChecksum().orElseThrow().withToken(tokens.get()), attempt);
    }
    if (!plan.request().metadata().tags().isEmpty() && RefusedMetadata.mayBeOfTags(fault)) {
      return plan.tagging().rule() == TagRule.IF_ALLOWED
          ? initiate(plan.withoutTags(fault).withToken(tokens.get()), attempt)
          : CompletableFuture.failedStage(new StoreException(Tagging.required(fault)));
    }
    if (RefusedMetadata.mayBeOfValues(fault) && plan.plainly().isPresent()) {
      return initiate(plan.plainly().orElseThrow().withToken(tokens.get()), attempt);
    }
    return CompletableFuture.failedStage(new StoreException(fault));
  }
}
