package org.bucketcopy.job.transfer;

import com.google.common.collect.Sets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.transfer.LayoutCheck.Next;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.thread.Guarded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every upload to its end: completed and proven when all parts are in, aborted when one has
 * failed, and noted in the journal as ended. Thread-safe.
 */
public final class UploadSettler implements UploadOwner {
  private static final Logger LOG = LoggerFactory.getLogger(UploadSettler.class);

  /** Of a Complete with checksums that are not those which the store has of parts and object. */
  private static final Set<Kind> MAY_BE_OF_CHECKSUM =
      Sets.immutableEnumSet(Kind.CORRUPT, Kind.INVALID);

  private final LayoutCheck layouts;
  private final UploadFinisher finisher;
  private final UploadAbort abort;
  private final WrongCopies wrongCopies;
  private final WorkQueue queue;
  private final UploadJournal journal;
  private final Results results;

  /** What is open, and what completes when it is so no more, or given up. */
  private final Map<ActiveUpload, CompletableFuture<Void>> open = new ConcurrentHashMap<>();

  private volatile boolean abortsAll;

  /**
   * @param destination the store that holds the uploads
   * @param run what all transfers share
   */
  public UploadSettler(ObjectStore destination, TransferRun run) {
    this.layouts = new LayoutCheck(destination.profile());
    this.finisher = new UploadFinisher(destination, run.timer());
    this.abort = new UploadAbort(destination, run.timer());
    this.wrongCopies = new WrongCopies(destination, run.journal());
    this.queue = run.queue();
    this.journal = run.journal();
    this.results = run.results();
  }

  /** The upload is to be settled from now on; its missing parts are announced to the queue. */
  void begin(ActiveUpload upload) {
    open.put(upload, new CompletableFuture<>());
    if (abortsAll) {
      abort(upload);
      return;
    }
    results.partsFound(upload.parts().stream().mapToLong(UploadedPart::size).sum());
    if (upload.missing() == 0) {
      allPartsUploaded(upload);
    } else {
      queue.add(new FirstRequest(upload, upload.plan().pair(), results), upload.missing());
    }
  }

  @Override
  public void partUploaded(ActiveUpload upload, UploadedPart part) {
    if (upload.plan().origin().parts() == UploadRequest.Parts.SENT) {
      results.sent(part.size());
    }
    results.partUploaded(part.size());
  }

  @Override
  public void allPartsUploaded(ActiveUpload upload) {
    layouts
        .next(upload)
        .whenComplete(
            Guarded.answer(
                (next, failure) -> {
                  if (failure != null) {
                    drained(upload, faultOf(upload, failure));
                  } else if (next instanceof Next.Abort wrong) {
                    drained(upload, wrong.fault());
                  } else if (next instanceof Next.CutAgain cut) {
                    replace(upload, upload.plan().cut(cut.layout()));
                  } else {
                    finish(upload);
                  }
                },
                results::defect));
  }

  private void finish(ActiveUpload upload) {
    finisher
        .finish(upload)
        .whenComplete(
            Guarded.answer(
                (finished, failure) -> finished(upload, finished, failure), results::defect));
  }

  private void finished(ActiveUpload upload, Finished finished, Throwable failure) {
    if (failure != null) {
      notCompleted(upload, faultOf(upload, failure));
    } else if (finished instanceof Finished.Proven proven) {
      ended(upload);
      results.copiedByParts(
          upload.plan().pair(),
          upload.plan().origin().losses(proven.object(), proven.tagLoss()),
          proven.proof());
    } else if (finished instanceof Finished.Wrong wrong) {
      wrong(upload, wrong);
    } else if (finished instanceof Finished.Unproven unproven) {
      unproven(upload, unproven.fault());
    } else if (abortsAll) {
      abort(upload);
    } else {
      int missing = upload.missing();
      queue.announce(missing);
      queue.add(upload, missing);
    }
  }

  /**
   * An upload that the store does not complete is initiated once more without checksums, if they
   * may be why: what the store itself has said of the parts is no reason to fail an object.
   */
  private void notCompleted(ActiveUpload upload, StoreFault fault) {
    upload
        .plan()
        .withoutChecksum()
        .filter(plain -> MAY_BE_OF_CHECKSUM.contains(fault.kind()))
        .ifPresentOrElse(plain -> replace(upload, plain), () -> drained(upload, fault));
  }

  /** An upload that is not completed is aborted, and another one made in its place. */
  private void replace(ActiveUpload upload, PlannedUpload other) {
    abort(upload)
        .thenRun(() -> begun(upload, upload.again(other)))
        .whenComplete((done, defect) -> noDefect(defect));
  }

  private void noDefect(Throwable defect) {
    Optional.ofNullable(defect).ifPresent(results::defect);
  }

  /** A wrong copy does not stay; its object is copied again once if the bytes are wrong. */
  private void wrong(ActiveUpload upload, Finished.Wrong wrong) {
    PlannedUpload plan = upload.plan();
    boolean again = !plan.attempt().repeated() && wrong.fault().kind() == Kind.CORRUPT;
    LOG.warn("{}", wrong.fault());
    wrongCopies
        .remove(plan.pair().destination(), wrong.found(), wrong.ours())
        .whenComplete(
            Guarded.answer(
                (stays, defect) -> {
                  ended(upload);
                  if (defect != null) {
                    results.failed(plan.pair(), faultOf(upload, defect));
                  } else if (again && (stays.isEmpty() || plan.rule() == DestinationRule.REPLACE)) {
                    begun(upload, upload.again(plan.again()));
                  } else {
                    results.failed(plan.pair(), WrongCopies.explained(wrong.fault(), stays));
                  }
                },
                results::defect));
  }

  /** Another upload takes the place of {@code upload}. */
  private void begun(ActiveUpload upload, CompletionStage<ActiveUpload> initiated) {
    initiated.whenComplete(
        Guarded.answer(
            (next, failure) -> {
              if (failure == null) {
                queue.announce(next.missing());
                begin(next);
              } else {
                results.failed(upload.plan().pair(), faultOf(upload, failure));
              }
            },
            results::defect));
  }

  /**
   * The object may be there and may be wrong: the journal keeps the upload, to look at it again.
   */
  private void unproven(ActiveUpload upload, StoreFault fault) {
    abort
        .abort(upload.handle())
        .whenComplete(
            Guarded.answer(
                (aborted, failure) -> {
                  if (failure == null) {
                    isOpenNoMore(upload);
                  } else {
                    leftOpen(upload);
                  }
                  results.failed(upload.plan().pair(), fault);
                },
                results::defect));
  }

  @Override
  public void firstFailure(ActiveUpload upload, int notAssigned) {
    queue.release(notAssigned);
  }

  @Override
  public void drained(ActiveUpload upload, StoreFault fault) {
    abort(upload)
        .thenRun(() -> results.failed(upload.plan().pair(), fault))
        .whenComplete((done, defect) -> noDefect(defect));
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
                leftOpen(upload);
              }
              return null;
            });
  }

  private void ended(ActiveUpload upload) {
    isOpenNoMore(upload);
    journal.ended(upload.plan().record(upload.handle()));
  }

  private void leftOpen(ActiveUpload upload) {
    Optional.ofNullable(open.remove(upload))
        .ifPresent(
            end -> {
              // Who waits for the end reads the counts then.
              results.leftOpen(upload.handle());
              end.complete(null);
            });
  }

  private boolean isOpenNoMore(ActiveUpload upload) {
    CompletableFuture<Void> end = open.remove(upload);
    return end != null && end.complete(null);
  }

  /**
   * For a run that ends early and leaves no journal: aborts all uploads that are not being
   * completed, and from now on each that is started.
   */
  public void abortAll() {
    abortsAll = true;
    open.keySet().stream().filter(upload -> !upload.allPartsIn()).forEach(this::abort);
  }

  /** Completes when each upload whose parts are all in now is open no more, or given up. */
  public CompletionStage<Void> allCompleted() {
    return CompletableFuture.allOf(
        open.entrySet().stream()
            .filter(upload -> upload.getKey().allPartsIn())
            .map(Map.Entry::getValue)
            .toArray(CompletableFuture[]::new));
  }

  /** Completes when each upload that is open now is so no more, or cannot be aborted. */
  public CompletionStage<Void> allEnded() {
    return CompletableFuture.allOf(open.values().toArray(CompletableFuture[]::new));
  }

  /**
   * Nobody waits any more for the end of what is open.
   *
   * @return the number of these uploads
   */
  public int giveUp() {
    return (int) open.keySet().stream().filter(this::isOpenNoMore).count();
  }

  private static StoreFault faultOf(ActiveUpload upload, Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.COMPLETE, upload.handle().destination());
  }
}
