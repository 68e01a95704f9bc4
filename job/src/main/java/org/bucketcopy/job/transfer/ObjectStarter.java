package org.bucketcopy.job.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.transfer.SourceLook.Route;
import org.bucketcopy.planner.plan.CopyByParts;
import org.bucketcopy.planner.plan.CopyWhole;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Starts the copy of each planned object: a whole one goes to the queue as it is; for one by parts
 * the source is looked at, its metadata and tags read, and the upload initiated, a bounded number
 * ahead of the executors.
 */
public final class ObjectStarter {
  /** Uploads that are being initiated at a time. */
  private static final int STARTING = 256;

  private final SourceLook look;
  private final EarlierCopies earlier;
  private final WholeObjects wholes;
  private final UploadStarter uploads;
  private final WorkQueue queue;
  private final Results results;
  private final Semaphore starting = new Semaphore(STARTING);

  /**
   * @param look looks at sources that are copied by parts
   * @param earlier knows what earlier drivers of the run have copied
   * @param wholes copies the objects that take one call
   * @param uploads starts the uploads of the others
   * @param run what all transfers share
   */
  ObjectStarter(
      SourceLook look,
      EarlierCopies earlier,
      WholeObjects wholes,
      UploadStarter uploads,
      TransferRun run) {
    this.look = look;
    this.earlier = earlier;
    this.wholes = wholes;
    this.uploads = uploads;
    this.queue = run.queue();
    this.results = run.results();
  }

  /**
   * Starts one object; waits while enough work is ahead of the executors.
   *
   * @throws InterruptedException if the run is to stop; the object was not started then
   */
  public void start(ObjectPlan plan) throws InterruptedException {
    if (plan instanceof Refused refused) {
      refuse(refused);
    } else if (plan instanceof CopyWhole whole) {
      if (earlier.isUnseen(whole.pair())) {
        reserve(1);
        lookBefore(whole.pair());
      } else {
        queue.reserve(1);
        wholes.add(whole.pair(), Optional.empty());
      }
    } else if (plan instanceof CopyByParts byParts) {
      reserve(byParts.layout().partCount());
      startUpload(byParts);
    }
  }

  /** Waits for room in the queue, and until few enough objects are being started. */
  private void reserve(int requests) throws InterruptedException {
    queue.reserve(requests);
    try {
      starting.acquire();
    } catch (InterruptedException e) {
      queue.release(requests);
      throw e;
    }
  }

  /**
   * Waits until no upload is being started, for so long at most.
   *
   * @return the number of those that still are, each of which may be open already
   * @throws InterruptedException if the caller is to stop
   */
  public int awaitStarted(Duration most) throws InterruptedException {
    if (starting.tryAcquire(STARTING, most.toNanos(), TimeUnit.NANOSECONDS)) {
      starting.release(STARTING);
      return 0;
    }
    return STARTING - starting.availablePermits();
  }

  private void refuse(Refused refused) {
    CompletionStage<Boolean> ours =
        refused.fault().kind() == Kind.ALREADY_EXISTS && refused.pair() instanceof CopyPair pair
            ? earlier.made(pair)
            : CompletableFuture.completedStage(false);
    ours.whenComplete(
        Guarded.answer(
            (copied, failure) -> {
              if (failure == null && copied) {
                results.found(refused.pair());
              } else {
                results.failed(refused.pair(), refused.fault());
              }
            },
            results::defect));
  }

  private void lookBefore(CopyPair pair) {
    begin(
        pair,
        1,
        earlier
            .right(pair)
            .thenApply(
                right -> right ? found(pair) : reserved -> wholes.add(pair, Optional.empty())));
  }

  private void startUpload(CopyByParts plan) {
    CompletionStage<Start> start =
        earlier
            .made(plan.pair())
            .thenCompose(
                copied ->
                    copied
                        ? CompletableFuture.completedStage(found(plan.pair()))
                        : look.route(plan).thenCompose(this::started));
    begin(plan.pair(), plan.layout().partCount(), start);
  }

  private void begin(CopyPair pair, int reserved, CompletionStage<Start> start) {
    start.whenComplete(
        Guarded.answer(
            (started, failure) -> {
              starting.release();
              if (failure == null) {
                started.accept(reserved);
              } else {
                queue.release(reserved);
                results.failed(
                    pair,
                    StoreException.faultOf(failure, StoreOperation.INITIATE, pair.destination()));
              }
            },
            results::defect));
  }

  private Start found(CopyPair pair) {
    return reserved -> {
      queue.release(reserved);
      results.found(pair);
    };
  }

  /** What to do with the object, given how many requests were reserved for it. */
  private interface Start {
    void accept(int reserved);
  }

  private CompletionStage<Start> started(Route route) {
    if (route instanceof Route.ByParts byParts) {
      return uploads
          .start(byParts.upload())
          .thenApply(
              upload ->
                  reserved -> {
                    queue.release(reserved - (long) upload.missing());
                    uploads.begin(upload);
                  });
    }
    Route.Whole whole = (Route.Whole) route;
    return CompletableFuture.completedStage(
        reserved -> {
          queue.release(reserved - 1L);
          wholes.add(whole.pair(), whole.versionId());
        });
  }
}
