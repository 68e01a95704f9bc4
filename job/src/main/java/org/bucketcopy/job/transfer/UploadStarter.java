package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Gives an object its multipart upload: the one that an earlier driver of the run left open, if it
 * copies the same state of the source, or a new one. Each is in the journal before it gets a part,
 * and the intent to initiate it before it is initiated, so that a driver may die at any moment.
 */
public final class UploadStarter {
  private final ObjectStore destination;
  private final Supplier<UploadToken> tokens;
  private final UploadJournal journal;
  private final EarlierUploads earlier;
  private final UploadInitiator initiator;
  private final UploadSettler settler;

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
    this.initiator =
        new UploadInitiator(destination, run.tokens(), run.journal(), orphans, run.timer());
    this.settler = settler;
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
    PlannedUpload asked =
        destination.profile().can(Ability.COPY_CHECKSUMS)
            ? plan
            : plan.withoutChecksum().orElse(plan);
    return next(asked, earlier.claim(plan.pair().destination()));
  }

  /** Resumes the newest that fits and aborts the others. */
  private CompletionStage<ActiveUpload> next(PlannedUpload asked, List<UploadRecord> initiated) {
    if (initiated.isEmpty()) {
      return initiate(asked);
    }
    UploadRecord newest = initiated.get(initiated.size() - 1);
    PlannedUpload plan = asked.cutAs(newest);
    List<UploadRecord> others = initiated.subList(0, initiated.size() - 1);
    if (!plan.fits(newest)) {
      return abandon(newest, initiated).thenCompose(abandoned -> next(plan, others));
    }
    return destination
        .parts(newest.handle())
        .handle(
            (parts, failure) -> {
              if (failure == null) {
                return resume(plan, initiated, parts);
              }
              if (StoreException.kindOf(failure) == Kind.UPLOAD_GONE) {
                journal.ended(newest);
                return next(plan, others);
              }
              earlier.giveBack(initiated);
              return CompletableFuture.<ActiveUpload>failedStage(failure);
            })
        .thenCompose(Function.identity());
  }

  /** An upload without parts is not worth it: S3Proxy lists none of one that is gone. */
  private CompletionStage<ActiveUpload> resume(
      PlannedUpload plan, List<UploadRecord> initiated, List<UploadedPart> parts) {
    UploadRecord newest = initiated.get(initiated.size() - 1);
    List<UploadRecord> others = initiated.subList(0, initiated.size() - 1);
    if (parts.isEmpty()) {
      return abandon(newest, initiated).thenCompose(abandoned -> next(plan, others));
    }
    earlier.giveBack(others);
    ActiveUpload upload = active(plan.withToken(token(newest)), newest.handle());
    upload.reconcile(parts);
    return CompletableFuture.completedStage(upload);
  }

  private CompletionStage<Void> abandon(UploadRecord upload, List<UploadRecord> initiated) {
    return earlier.abandon(upload).whenComplete((done, failure) -> giveBackIf(failure, initiated));
  }

  private void giveBackIf(Throwable failure, List<UploadRecord> initiated) {
    if (failure != null) {
      earlier.giveBack(initiated);
    }
  }

  private static UploadToken token(UploadRecord upload) {
    return new UploadToken(upload.token());
  }

  private CompletionStage<ActiveUpload> initiate(PlannedUpload plan) {
    return initiator.initiate(plan).thenCompose(made -> noted(made.plan(), made.handle()));
  }

  private CompletionStage<ActiveUpload> noted(PlannedUpload plan, UploadHandle handle) {
    return journal.initiated(plan.record(handle)).thenApply(noted -> active(plan, handle));
  }

  private ActiveUpload active(PlannedUpload plan, UploadHandle handle) {
    return new ActiveUpload(
        plan, handle, settler, other -> initiate(other.withToken(tokens.get())));
  }
}
