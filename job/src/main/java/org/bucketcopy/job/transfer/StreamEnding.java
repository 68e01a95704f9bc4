package org.bucketcopy.job.transfer;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Brings the upload of a stream to its end, and counts what has become of the object. What is wrong
 * cannot be sent again: the stream is gone. No stage of this fails.
 */
final class StreamEnding {
  /** How a stream is called in reports. */
  private static final String NAME = "-";

  private final ObjectLocation object;
  private final Results results;
  private final InstantSource clock;
  private final UploadFinisher finisher;
  private final UploadAbort abort;
  private final WrongCopies wrongCopies;
  private final Proof proof;
  private volatile Optional<StoreFault> failure = Optional.empty();

  StreamEnding(ObjectStore destination, ObjectLocation object, StreamTransfer.Run run) {
    this.object = object;
    this.results = run.results();
    this.clock = run.clock();
    this.finisher = new UploadFinisher(destination, run.timer());
    this.abort = new UploadAbort(destination, run.timer());
    this.wrongCopies = new WrongCopies(destination, UploadJournal.NONE);
    this.proof = Proof.ofSent(destination.profile());
  }

  /** Completes and proves the upload, whose parts are all in. */
  CompletionStage<Void> finish(StreamUpload upload) {
    return finisher
        .finish(upload)
        .handle(
            (finished, refusal) ->
                refusal == null
                    ? finished(upload, finished)
                    : aborted(
                        upload, StoreException.faultOf(refusal, StoreOperation.COMPLETE, object)))
        .thenCompose(Function.identity());
  }

  private CompletionStage<Void> finished(StreamUpload upload, Finished finished) {
    if (finished instanceof Finished.Proven proven) {
      upload.isOpenNoMore();
      results.planned(upload.size());
      results.copiedByParts(
          pair(upload.size()),
          CarriedMetadata.losses(
              upload.plan().object().metadata(), Set.of(), proven.object(), proven.tagLoss()),
          proven.proof());
      return CompletableFuture.completedStage(null);
    }
    if (finished instanceof Finished.Wrong wrong) {
      upload.isOpenNoMore();
      return wrongCopies
          .remove(object, wrong.found(), wrong.ours())
          .thenAccept(stays -> failed(WrongCopies.explained(wrong.fault(), stays)));
    }
    return aborted(
        upload,
        finished instanceof Finished.Unproven unproven
            ? unproven.fault()
            : StoreFault.found(
                Kind.INVALID_PART,
                StoreOperation.COMPLETE,
                object,
                "the store has lost parts that it had answered for: they are not kept any more"));
  }

  private CompletionStage<Void> aborted(StreamUpload upload, StoreFault fault) {
    return abort(upload).thenRun(() -> failed(fault));
  }

  /** Aborts the upload, or counts it as left open. */
  CompletionStage<Void> abort(StreamUpload upload) {
    return abort
        .abort(upload.handle())
        .handle(
            (done, refusal) -> {
              upload.isOpenNoMore();
              if (refusal != null) {
                results.leftOpen(upload.handle());
              }
              return null;
            });
  }

  /** One call has made the object. */
  void made(long size) {
    results.planned(size);
    results.sent(size);
    results.copiedWhole(pair(size), List.of(), proof);
  }

  /** There is no object. */
  void failed(StoreFault fault) {
    failure = Optional.of(fault);
    results.planned(0);
    results.failed(pair(0), fault);
  }

  /** Why there is no object; empty if there is one, or it is not known yet. */
  Optional<StoreFault> failure() {
    return failure;
  }

  private TransferPair pair(long size) {
    return new SourceFile(NAME, new FileState(size, clock.millis())).to(object, Optional.empty());
  }
}
