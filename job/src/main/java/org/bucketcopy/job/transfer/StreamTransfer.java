package org.bucketcopy.job.transfer;

import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.plan.StreamLayout;
import org.bucketcopy.planner.store.AbsentDestination;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * One object of a stream whose length nobody knows. A stream that ends within its first part is one
 * PutObject, the empty one too. Any other is a multipart upload, whose parts are sent as they fill.
 * A part is kept in memory until the store has answered for it, so that it can be sent again; the
 * stream is read no faster than that makes room. {@link Source#memory} is all that is kept.
 *
 * <p>Whatever the end is, no upload is left open that is not counted. For one thread, which waits.
 */
public final class StreamTransfer {
  /** How long parts under way may take to break off before their upload is aborted. */
  private static final long QUIET_MILLIS = 1_500;

  private final ObjectStore destination;
  private final StreamedObject object;
  private final Source source;
  private final Run run;
  private final PartReader reader;
  private final OrphanedUploads orphans;
  private final UploadInitiator initiator;
  private final UnsureObjects unsure;
  private final StreamEnding end;

  private Optional<PartReader.Part> first = Optional.empty();
  private volatile Optional<CompletionStage<StreamUpload>> upload = Optional.empty();
  private volatile Optional<CompletionStage<Void>> ending = Optional.empty();

  /**
   * A stream.
   *
   * @param in the stream, which stays open
   * @param layout how it is cut; its largest part is a quarter of {@code memory} at most
   * @param memory most bytes of it that are kept at a time
   * @param inFlight maximum number of parts that are sent at a time
   * @param thread the stream is read on: a read cannot be interrupted
   */
  public record Source(
      InputStream in, StreamLayout layout, long memory, int inFlight, ExecutorService thread) {}

  /**
   * What the transfer belongs to.
   *
   * @param tokens gives each attempt another one
   * @param results what becomes of parts and object
   * @param timer waits for the pauses
   * @param clock the time of day
   */
  public record Run(
      Supplier<UploadToken> tokens,
      Results results,
      ScheduledExecutorService timer,
      InstantSource clock) {}

  /**
   * Begins to read the stream.
   *
   * @param destination the store that gets the object
   */
  public StreamTransfer(ObjectStore destination, StreamedObject object, Source source, Run run) {
    UploadJournal journal = UploadJournal.NONE;
    this.destination = destination;
    this.object = object;
    this.source = source;
    this.run = run;
    this.reader =
        new PartReader(
            source.in(), source.layout(), new KeptMemory(source.memory()), source.thread());
    this.orphans = new OrphanedUploads(destination, journal, List.of(), run.clock(), run.timer());
    this.initiator = new UploadInitiator(destination, run.tokens(), journal, orphans, run.timer());
    this.unsure = new UnsureObjects(destination, journal);
    this.end = new StreamEnding(destination, object.destination(), run);
    reader.start();
  }

  /**
   * Waits until it is known whether the stream has a byte.
   *
   * @throws InterruptedException if the caller is to stop
   */
  public boolean isEmpty() throws InterruptedException {
    try {
      return first().last() && first().body().length() == 0;
    } catch (StoreException unreadable) {
      return false;
    }
  }

  private PartReader.Part first() throws InterruptedException {
    if (first.isEmpty()) {
      first = Optional.of(reader.next());
    }
    return first.orElseThrow();
  }

  /**
   * Makes the object, and counts what became of it.
   *
   * @throws InterruptedException if the caller is to stop; {@link #abandon} must follow
   */
  public void run() throws InterruptedException {
    try {
      if (first().last()) {
        StreamPlan plan = StreamPlan.first(object, run.tokens().get());
        ending = Optional.of(put(plan, first().body()));
      } else {
        sendParts();
      }
    } catch (StoreException e) {
      ending = Optional.of(breakOff(e.fault()).thenRun(() -> end.failed(e.fault())));
    }
    await(ending.orElseThrow());
    await(orphans.abortAll());
    run.results().leftOpen(orphans.suspected());
  }

  private <T> T await(CompletionStage<T> stage) throws InterruptedException {
    return Answers.await(stage, StoreOperation.UPLOAD_PART, object.destination());
  }

  private CompletionStage<Void> put(StreamPlan plan, KeptPart body) {
    return AbsentDestination.put(destination, plan.put(), body)
        .handle(
            (made, refusal) -> {
              if (refusal == null) {
                end.made(body.length());
                return CompletableFuture.<Void>completedStage(null);
              }
              return putFailed(
                  plan,
                  body,
                  StoreException.faultOf(refusal, StoreOperation.PUT_OBJECT, object.destination()));
            })
        .thenCompose(Function.identity());
  }

  private CompletionStage<Void> putFailed(StreamPlan plan, KeptPart body, StoreFault fault) {
    return switch (fault.kind()) {
      case CORRUPT, ALREADY_EXISTS, UNKNOWN ->
          unsure
              .remove(plan.put(), plan.token(), fault)
              .thenCompose(
                  left -> {
                    if (left.clear() && !plan.attempt().repeated()) {
                      return put(plan.again(run.tokens().get()), body);
                    }
                    end.failed(left.fault());
                    return CompletableFuture.completedStage(null);
                  });
      default -> {
        end.failed(fault);
        yield CompletableFuture.completedStage(null);
      }
    };
  }

  private void sendParts() throws InterruptedException {
    upload =
        Optional.of(
            initiator
                .initiate(StreamPlan.first(object, run.tokens().get()))
                .thenApply(
                    started ->
                        new StreamUpload(
                            started,
                            destination.writer(),
                            source.inFlight(),
                            run.results(),
                            reader::fail)));
    StreamUpload started = await(upload.orElseThrow());
    PartReader.Part part = first();
    first = Optional.empty();
    while (true) {
      if (part.body().length() > 0) {
        started.send(part.body());
      }
      if (part.last()) {
        break;
      }
      part = reader.next();
    }
    await(started.allIn());
    ending = Optional.of(end.finish(started));
  }

  /** Sends nothing more, and aborts the upload if one was initiated. */
  private CompletionStage<Void> breakOff(StoreFault why) {
    reader.stop();
    return upload
        .map(
            initiated ->
                initiated
                    .handle((started, refusal) -> Optional.ofNullable(started))
                    .thenCompose(
                        started ->
                            started
                                .map(there -> breakOff(there, why))
                                .orElse(CompletableFuture.completedStage(null))))
        .orElse(CompletableFuture.completedStage(null));
  }

  private CompletionStage<Void> breakOff(StreamUpload started, StoreFault why) {
    started.stop(why);
    // A part that lands later is seen, and aborted again.
    return CompletableFuture.anyOf(
            started.quiet().toCompletableFuture(),
            Pause.of(QUIET_MILLIS, run.timer()).toCompletableFuture())
        .thenCompose(quiet -> end.abort(started));
  }

  /**
   * Ends the transfer early: nothing more is read or sent, and what is open is aborted.
   *
   * @return completes when nothing is open any more that is not counted
   */
  public CompletionStage<Void> abandon() {
    StoreFault why =
        StoreFault.found(
            Kind.DEFECT, StoreOperation.UPLOAD_PART, object.destination(), "the run has ended");
    reader.stop();
    first.ifPresent(part -> part.body().stop());
    return ending.orElseGet(() -> breakOff(why)).thenCompose(ended -> orphans.abortAll());
  }

  /** Nobody waits any more: the number of uploads that may be open and are not counted yet. */
  public int giveUp() {
    boolean open =
        upload
            .map(CompletionStage::toCompletableFuture)
            .filter(started -> started.isDone() && !started.isCompletedExceptionally())
            .filter(started -> started.join().isOpen())
            .isPresent();
    return (open ? 1 : 0) + orphans.suspected();
  }

  /** Why there is no object; empty if there is one, or the transfer has not come to its end. */
  public Optional<StoreFault> failure() {
    return end.failure();
  }
}
