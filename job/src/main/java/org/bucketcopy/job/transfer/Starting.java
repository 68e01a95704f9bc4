package org.bucketcopy.job.transfer;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Guarded;

/** The objects that are being started: a bounded number, ahead of the executors. Thread-safe. */
final class Starting {
  private static final int MAX_STARTING = 256;

  private final WorkQueue queue;
  private final Results results;
  private final Semaphore starting = new Semaphore(MAX_STARTING);

  Starting(TransferRun run) {
    this.queue = run.queue();
    this.results = run.results();
  }

  /** What to do with an object, given how many requests were reserved for it. */
  interface Start {
    void accept(int reserved);
  }

  /** Waits for room in the queue for one call that needs no start. */
  void reserveCall() throws InterruptedException {
    queue.reserve(1);
  }

  /** Waits for room in the queue, and until few enough objects are being started. */
  void reserve(int requests) throws InterruptedException {
    queue.reserve(requests);
    try {
      starting.acquire();
    } catch (InterruptedException e) {
      queue.release(requests);
      throw e;
    }
  }

  /**
   * Starts an object that {@link #reserve} was called for, once it is known how.
   *
   * @param reserved the requests that were reserved
   * @param start fails with the object
   */
  void begin(TransferPair pair, int reserved, CompletionStage<Start> start) {
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

  /** Nothing is to be done: an earlier driver of the run has made the object. */
  Start found(TransferPair pair) {
    return reserved -> {
      queue.release(reserved);
      results.found(pair);
    };
  }

  /** One call does, of all that were reserved. */
  Start call(Runnable add) {
    return reserved -> {
      queue.release(reserved - 1L);
      add.run();
    };
  }

  /** Has an upload settled for which requests were reserved: some parts may be in already. */
  Start upload(UploadStarter uploads, ActiveUpload upload) {
    return reserved -> {
      queue.release(reserved - (long) upload.missing());
      uploads.begin(upload);
    };
  }

  /**
   * Fails an object, unless an earlier driver of the run has made it.
   *
   * @param ours whether it has
   */
  void refuse(Refused refused, CompletionStage<Boolean> ours) {
    ours.whenComplete(
        Guarded.answer(
            (made, failure) -> {
              if (failure == null && made) {
                results.found(refused.pair());
              } else {
                results.failed(refused.pair(), refused.fault());
              }
            },
            results::defect));
  }

  /**
   * Waits until no object is being started, for so long at most.
   *
   * @return the number of those that still are, each of which may have an open upload already
   * @throws InterruptedException if the caller is to stop
   */
  int await(Duration most) throws InterruptedException {
    if (starting.tryAcquire(MAX_STARTING, most.toNanos(), TimeUnit.NANOSECONDS)) {
      starting.release(MAX_STARTING);
      return 0;
    }
    return MAX_STARTING - starting.availablePermits();
  }
}
