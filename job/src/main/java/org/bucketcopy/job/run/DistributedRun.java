package org.bucketcopy.job.run;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import org.bucketcopy.job.dispatch.RunLabel;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.report.Progress;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.job.transfer.TransferRun;
import org.bucketcopy.job.transfer.Transfers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Machine;

/**
 * The transfers of one run: the driver walks over source and destination and starts each object a
 * bounded number ahead, pumps on the executors make it, and the driver completes each as soon as
 * its last part is in. Nothing waits for a wave.
 */
final class DistributedRun {
  /** How long a run that ends early waits for aborts. */
  private static final Duration ABORTS = Duration.ofSeconds(3);

  private final RetriedStores stores;
  private final Bucket bucket;
  private final RunRecords records;
  private final Results results;
  private final RunRecorder recorder;
  private final EarlyEnd end;
  private final Machine machine;
  private final RunPlan plan;
  private final RunExecutors executors;
  private final Transfers transfers;

  DistributedRun(
      JavaSparkContext spark,
      RunSource.Opened opened,
      TransferSettings settings,
      DriverPace pace,
      RunRecords records,
      EarlyEnd end,
      Machine machine) {
    this.stores = pace.stores();
    this.records = records;
    this.recorder = new RunRecorder(records.earlierRun(), stores, machine.ticker());
    this.results = recorder.results(records, failed -> endIfTooMany(settings.run(), failed), end);
    this.end = end;
    this.machine = machine;
    bucket = settings.destination().bucket();
    ObjectStore destination = stores.of(bucket);
    RunLabel label = new RunLabel(records.runId(), settings.ends().title().label());
    executors = new RunExecutors(spark, pace, terms(label, settings, pace.buckets()), end, machine);
    CopyPlanner planner = opened.planner(destination.profile(), settings.plan());
    transfers =
        opened.transfers(
            destination,
            planner,
            records.earlierWork(),
            transferRun(executors.queue()),
            machine.clock());
    plan =
        new RunPlan(
            settings.startedAt(records.started()),
            opened.candidates(destination),
            pair -> opened.plan(planner, pair),
            records.earlierRun(),
            transfers::doubts);
  }

  private static RunExecutors.Terms terms(
      RunLabel label, TransferSettings settings, Set<Bucket> buckets) {
    return new RunExecutors.Terms(label, settings.requests(), List.copyOf(buckets));
  }

  private void endIfTooMany(RunSettings run, long failed) {
    if (failed >= run.maxFailures().orElse(Long.MAX_VALUE)) {
      end.because(ExitCode.MAX_FAILURES, failed + " objects have failed (--max-failures)");
    }
  }

  private TransferRun transferRun(WorkQueue queue) {
    return new TransferRun(
        () -> UploadToken.fresh(records.runId(), machine.random()),
        queue,
        records.journal(),
        results,
        machine.threads().named("bucket-copy-pause"));
  }

  /**
   * Transfers until all is done or the run ends early. Whatever happens, nothing is left open that
   * is not counted.
   *
   * @param status is kept informed of how far the run is
   * @return why it could not continue; empty if it came to its end, or if {@link EarlyEnd} says why
   */
  Optional<Cause> run(RunStatus status) {
    Progress progress = executors.progress(results::counts);
    status.counting(progress);
    status.showing(() -> recorder.detail(results, executors.coordinator()));
    Optional<Cause> brokenOff =
        executors.run(
            new Task(progress),
            new RunExecutors.Watched(
                progress,
                () -> recorder.sample(results, executors.coordinator()),
                records::problem));
    results.leftOpen(transfers.giveUp());
    status.counted();
    return brokenOff;
  }

  private final class Task implements RunExecutors.Task {
    private final Progress progress;

    Task(Progress progress) {
      this.progress = progress;
    }

    @Override
    public Optional<Cause> work() throws InterruptedException {
      Optional<Cause> brokenOff = walk();
      progress.listingEnded();
      results.awaitSettled();
      if (brokenOff.isEmpty()) {
        plan.finish(results, transfers::start);
        results.awaitSettled();
      }
      cleanUp(brokenOff.isEmpty());
      return brokenOff;
    }

    @Override
    public void takeIn() throws InterruptedException, ExecutionException, TimeoutException {
      if (records.lasting()) {
        takeInCompletions();
      } else {
        abortUploads();
      }
    }
  }

  /** What became of the objects by now. */
  RunCounts counts() {
    return results.counts();
  }

  /** What each executor has asked of the stores. */
  Map<String, RequestCounts> requestsByExecutor() {
    return executors.requestsByExecutor();
  }

  /** What was started before a listing broke off is copied all the same. */
  private Optional<Cause> walk() throws InterruptedException {
    try {
      plan.walk(results, transfers::start);
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of(Cause.couldNotRun("the listing broke off: " + e.fault()));
    } finally {
      plan.warnings().forEach(TransferJob::warn);
    }
  }

  /**
   * Nothing that costs money stays behind once every object is settled.
   *
   * @param walked whether every object was: otherwise the next run may claim earlier uploads
   */
  private void cleanUp(boolean walked) throws InterruptedException {
    await(transfers.abortOrphans());
    if (walked) {
      int settling = transfers.unclaimed();
      try {
        settling = await(transfers.abortUnclaimed());
      } finally {
        results.leftOpen(settling);
      }
    }
  }

  private <T> T await(CompletionStage<T> left) throws InterruptedException {
    return Answers.await(left, StoreOperation.ABORT, bucket);
  }

  /**
   * The journal holds what is open, and the next run resumes it. An object that is completed and
   * not proved would be copied again, so completions under way are waited for.
   */
  private void takeInCompletions()
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = machine.ticker().read() + RunExecutors.WIND_DOWN.toNanos();
    executors.awaitAnswers();
    results.leftOpen(transfers.awaitStarted(until(deadline)));
    transfers.allCompleted().toCompletableFuture().get(until(deadline).toNanos(), NANOSECONDS);
  }

  private Duration until(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - machine.ticker().read()));
  }

  /** Nobody will resume what is open: it is aborted, as far as there is time. */
  private void abortUploads() throws InterruptedException, ExecutionException, TimeoutException {
    CompletionStage<Void> initiated = stores.windDown();
    try {
      executors.awaitAnswers();
      executors.finish();
      transfers.abortAll();
      initiated
          .thenCompose(
              answered ->
                  CompletableFuture.allOf(
                      transfers.allEnded().toCompletableFuture(),
                      transfers.abortOrphans().toCompletableFuture()))
          .toCompletableFuture()
          .get(ABORTS.toMillis(), MILLISECONDS);
    } finally {
      results.leftOpen(stores.initiatesUnderWay());
    }
  }
}
