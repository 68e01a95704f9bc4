package org.bucketcopy.job.transfer;

import com.google.common.collect.Sets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Gives an object its multipart upload: the one that an earlier driver of the run left open, if it
 * copies the same state of the source, or a new one. Each is in the journal before it gets a part,
 * and the intent to initiate it before it is initiated, so that a driver may die at any moment.
 */
public final class UploadStarter {
  /** How often an upload is initiated whose answers are lost. */
  private static final int MAX_INITIATE_ATTEMPTS = 8;

  private static final long PAUSE_MILLIS = 200;

  /** Of a header, or of a signature that a store has made of it in its own way. */
  private static final Set<Kind> MAY_BE_OF_METADATA =
      Sets.immutableEnumSet(Kind.INVALID, Kind.DENIED);

  private final ObjectStore destination;
  private final Supplier<UploadToken> tokens;
  private final UploadJournal journal;
  private final EarlierUploads earlier;
  private final OrphanedUploads orphans;
  private final UploadSettler settler;
  private final ScheduledExecutorService timer;

  /**
   * @param destination the store that copies
   * @param earlier what an earlier driver has left
   * @param orphans notified of Initiates whose answer was lost
   * @param settler takes the uploads over
   * @param run what all transfers share
   */
  public UploadStarter(
      ObjectStore destination,
      EarlierUploads earlier,
      OrphanedUploads orphans,
      UploadSettler settler,
      TransferRun run) {
    this.destination = destination;
    this.tokens = run.tokens();
    this.journal = run.journal();
    this.earlier = earlier;
    this.orphans = orphans;
    this.settler = settler;
    this.timer = run.timer();
  }

  /** Announces the missing parts of an upload and has it settled from now on. */
  void begin(ActiveUpload upload) {
    settler.begin(upload);
  }

  /**
   * Continues or initiates the upload.
   *
   * @return the upload, of which some parts may be in already; fails with a {@link StoreException}
   *     if there is none, and then nothing was left open that is not noted
   */
  CompletionStage<ActiveUpload> start(PlannedUpload plan) {
    return next(plan, earlier.claim(plan.pair().destination()));
  }

  /** Resumes the newest that fits and aborts the others. */
  private CompletionStage<ActiveUpload> next(PlannedUpload plan, List<UploadRecord> begun) {
    if (begun.isEmpty()) {
      return initiate(plan, 1);
    }
    UploadRecord newest = begun.get(begun.size() - 1);
    List<UploadRecord> others = begun.subList(0, begun.size() - 1);
    if (!plan.fits(newest)) {
      return abandon(newest, begun).thenCompose(abandoned -> next(plan, others));
    }
    return destination
        .parts(newest.handle())
        .handle(
            (parts, failure) -> {
              if (failure == null) {
                return goOn(plan, begun, parts);
              }
              if (StoreException.kindOf(failure) == Kind.UPLOAD_GONE) {
                journal.ended(newest);
                return next(plan, others);
              }
              earlier.giveBack(begun);
              return CompletableFuture.<ActiveUpload>failedStage(failure);
            })
        .thenCompose(Function.identity());
  }

  /** An upload without parts is not worth it: S3Proxy lists none of one that is gone. */
  private CompletionStage<ActiveUpload> goOn(
      PlannedUpload plan, List<UploadRecord> begun, List<UploadedPart> parts) {
    UploadRecord newest = begun.get(begun.size() - 1);
    List<UploadRecord> others = begun.subList(0, begun.size() - 1);
    if (parts.isEmpty()) {
      return abandon(newest, begun).thenCompose(abandoned -> next(plan, others));
    }
    earlier.giveBack(others);
    ActiveUpload upload = active(plan.withToken(token(newest)), newest.handle());
    upload.reconcile(parts);
    return CompletableFuture.completedStage(upload);
  }

  private CompletionStage<Void> abandon(UploadRecord upload, List<UploadRecord> begun) {
    return earlier.abandon(upload).whenComplete((done, failure) -> giveBackIf(failure, begun));
  }

  private void giveBackIf(Throwable failure, List<UploadRecord> begun) {
    if (failure != null) {
      earlier.giveBack(begun);
    }
  }

  private static UploadToken token(UploadRecord upload) {
    return new UploadToken(upload.token());
  }

  private CompletionStage<ActiveUpload> initiate(PlannedUpload plan, int attempt) {
    UploadIntent intent = orphans.intent(plan.pair().destination(), plan.token());
    return journal
        .intended(intent)
        .thenCompose(
            noted ->
                destination.initiate(
                    new UploadRequest(intent.destination(), plan.metadata(), plan.rule())))
        .handle(
            (handle, failure) ->
                failure == null
                    ? noted(plan, handle)
                    : failed(
                        plan,
                        intent,
                        attempt,
                        StoreException.faultOf(
                            failure, StoreOperation.INITIATE, intent.destination())))
        .thenCompose(Function.identity());
  }

  private CompletionStage<ActiveUpload> noted(PlannedUpload plan, UploadHandle handle) {
    return journal.initiated(plan.record(handle)).thenApply(noted -> active(plan, handle));
  }

  /** An Initiate that may have been done is an intent that stays, and another is made. */
  private CompletionStage<ActiveUpload> failed(
      PlannedUpload plan, UploadIntent intent, int attempt, StoreFault fault) {
    if (fault.kind() != Kind.UNKNOWN) {
      journal.withdrawn(intent);
      return refused(plan, fault, attempt);
    }
    orphans.suspect(intent);
    return attempt < MAX_INITIATE_ATTEMPTS
        ? Pause.of(PAUSE_MILLIS * attempt, timer)
            .thenCompose(waited -> initiate(plan.withToken(tokens.get()), attempt + 1))
        : CompletableFuture.failedStage(new StoreException(fault));
  }

  /** An Initiate is made without what it may have been refused for, if that will do. */
  private CompletionStage<ActiveUpload> refused(PlannedUpload plan, StoreFault fault, int attempt) {
    if (!plan.metadata().tags().isEmpty() && Tagging.mayBeFor(fault)) {
      return plan.tagging().rule() == TagRule.IF_ALLOWED
          ? initiate(plan.withoutTags(fault).withToken(tokens.get()), attempt)
          : CompletableFuture.failedStage(new StoreException(Tagging.required(fault)));
    }
    return Optional.of(plan)
        .filter(refused -> MAY_BE_OF_METADATA.contains(fault.kind()))
        .flatMap(PlannedUpload::plainly)
        .map(plain -> initiate(plain.withToken(tokens.get()), attempt))
        .orElseGet(() -> CompletableFuture.failedStage(new StoreException(fault)));
  }

  private ActiveUpload active(PlannedUpload plan, UploadHandle handle) {
    return new ActiveUpload(plan, handle, settler, () -> initiate(plan.again(tokens.get()), 1));
  }
}
