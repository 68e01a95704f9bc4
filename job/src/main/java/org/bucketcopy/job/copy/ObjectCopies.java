package org.bucketcopy.job.copy;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import org.bucketcopy.job.dispatch.CopyPlugin;
import org.bucketcopy.job.dispatch.LeaseCoordinator;
import org.bucketcopy.job.dispatch.LeaseGate;
import org.bucketcopy.job.dispatch.PumpLauncher;
import org.bucketcopy.job.dispatch.PumpSettings;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.report.Progress;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.stores.registry.BucketLocation;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.job.transfer.EarlierCopies;
import org.bucketcopy.job.transfer.EarlierUploads;
import org.bucketcopy.job.transfer.ObjectStarter;
import org.bucketcopy.job.transfer.OrphanedUploads;
import org.bucketcopy.job.transfer.SourceTags;
import org.bucketcopy.job.transfer.UploadSettler;
import org.bucketcopy.job.transfer.UploadStarter;
import org.bucketcopy.job.transfer.WholeObjects;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of one run: the driver walks over source and destination and starts each object a
 * bounded number ahead, pumps on the executors copy, and the driver completes each object as soon
 * as its last part is in. Nothing waits for a wave.
 */
final class ObjectCopies {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectCopies.class);
  private static final long PUMPS_END_MILLIS = 1_000;

  /**
   * How long a run that ends early waits for what is in flight, and then for aborts: a signal
   * leaves seven seconds for all.
   */
  private static final Duration WIND_DOWN = Duration.ofSeconds(2);

  private static final Duration ABORTS = Duration.ofSeconds(3);

  private final JavaSparkContext spark;
  private final RetriedStores stores;
  private final Bucket bucket;
  private final RunRecords records;
  private final Results results;
  private final EarlyEnd end;
  private final Machine machine;
  private final CopyPlan plan;
  private final DriverPace pace;
  private final LeaseCoordinator coordinator;
  private final LeaseGate gate;
  private final PumpLauncher launcher;
  private final EarlierUploads earlier;
  private final OrphanedUploads orphans;
  private final UploadSettler settler;
  private final ObjectStarter starter;

  ObjectCopies(
      JavaSparkContext spark,
      CopySettings settings,
      RetriedStores stores,
      DriverPace pace,
      RunRecords records,
      Results results,
      EarlyEnd end,
      Machine machine) {
    bucket = settings.destination().bucket();
    ObjectStore source = stores.source(settings.source().bucket(), bucket);
    ObjectStore destination = stores.of(bucket);
    this.spark = spark;
    this.stores = stores;
    this.pace = pace;
    this.records = records;
    this.results = results;
    this.end = end;
    this.machine = machine;
    DestinationRule rule = settings.destinationRule();
    WorkQueue queue = new WorkQueue();
    coordinator = new LeaseCoordinator(queue, pace.budgets(), machine.ticker(), end::defect);
    BucketLocation located = stores.location(bucket);
    gate = new LeaseGate(coordinator, located, astray -> end.because(Cause.couldNotRun(astray)));
    PumpSettings pumps = new PumpSettings(settings.inFlight(), settings.retries());
    String what = "copies " + settings.source() + " to " + settings.destination();
    launcher = new PumpLauncher(spark, coordinator, located, pumps, what, machine.ticker());
    ScheduledExecutorService timer = machine.threads().named("bucket-copy-pause");
    earlier = new EarlierUploads(destination, records.journal(), records.earlierUploads(), timer);
    EarlierCopies copies =
        new EarlierCopies(
            source,
            destination,
            settings.ifExists(),
            settings.tags(),
            records.earlierRun(),
            earlier,
            records.earlierNotes());
    plan =
        new CopyPlan(
            settings,
            RunCandidates.of(settings, source, destination),
            destination.profile(),
            records.earlierRun(),
            copies::doubts);
    orphans =
        new OrphanedUploads(
            destination, records.journal(), records.earlierIntents(), machine.clock(), timer);
    settler = new UploadSettler(source, destination, queue, records.journal(), results, timer);
    starter =
        new ObjectStarter(
            source,
            new SourceTags(source, settings.tags()),
            plan.planner(),
            rule,
            queue,
            results,
            new UploadStarter(
                destination,
                () -> UploadToken.fresh(records.runId(), machine.random()),
                records.journal(),
                earlier,
                orphans,
                settler,
                timer),
            settler,
            new WholeObjects(
                source, destination, rule, settings.tags(), queue, records.journal(), results),
            copies);
  }

  /**
   * Copies until all is done or the run ends early. Whatever happens, nothing is left open that is
   * not counted.
   *
   * @return why it could not go on; empty if it came to its end, or if {@link EarlyEnd} tells
   */
  Optional<Cause> run() {
    Progress progress = new Progress(results::counts, System.err, machine.ticker());
    CopyPlugin.open(gate);
    Optional<Cause> brokenOff = Optional.empty();
    try (RunWatch watch =
        new RunWatch(spark, coordinator, launcher, pace, records, end, machine.threads())) {
      try {
        watch.start(progress);
        launcher.start();
        brokenOff = walk();
        progress.listingEnded();
        results.awaitSettled();
        cleanUp(brokenOff.isEmpty());
      } catch (InterruptedException e) {
        end.because(Cause.INTERRUPTED);
      } catch (RuntimeException | Error e) {
        end.because(spark.sc().isStopped() ? RunWatch.sparkHasEnded(spark) : Cause.unexpected(e));
      }
      windDown();
      results.leftOpen(settler.giveUp() + earlier.unclaimed() + orphans.suspected());
      progress.print();
    }
    return brokenOff;
  }

  /** What each executor has asked of the stores. */
  Map<String, RequestCounts> requestsByExecutor() {
    return coordinator.requestsByExecutor();
  }

  /** What was started before a listing broke off is copied all the same. */
  private Optional<Cause> walk() throws InterruptedException {
    try {
      plan.walk(results, starter::start);
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of(Cause.couldNotRun("the listing broke off: " + e.fault()));
    } finally {
      plan.warnings().forEach(CopyJob::warn);
    }
  }

  /**
   * Nothing that costs money stays behind once every object is settled.
   *
   * @param walked whether every object was: otherwise the next run may claim earlier uploads
   */
  private void cleanUp(boolean walked) throws InterruptedException {
    await(orphans.abortAll());
    if (walked) {
      int settling = earlier.unclaimed();
      try {
        settling = await(earlier.abandonUnclaimed());
      } finally {
        results.leftOpen(settling);
      }
    }
  }

  private <T> T await(CompletionStage<T> left) throws InterruptedException {
    return Answers.await(left, StoreOperation.ABORT, bucket);
  }

  /** A run that ends early takes in what is in flight, as far as it comes soon. */
  private void windDown() {
    // An interruption has ended the run already, if it was to.
    Thread.interrupted();
    try {
      if (end.cause().isPresent()) {
        coordinator.giveNoMore();
        if (records.lasting()) {
          takeIn();
        } else {
          abortUploads();
        }
      }
      coordinator.finish();
      launcher.awaitEnd(PUMPS_END_MILLIS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      LOG.debug("not all is settled that was in flight", e);
    } catch (RuntimeException | Error e) {
      LOG.debug("the run is not wound down entirely", e);
    } finally {
      coordinator.finish();
    }
  }

  /** The journal holds what is open: the next run goes on with it. */
  private void takeIn() throws InterruptedException {
    long deadline = machine.ticker().read() + WIND_DOWN.toNanos();
    coordinator.awaitAnswers(WIND_DOWN.toMillis());
    Duration left = Duration.ofNanos(Math.max(0, deadline - machine.ticker().read()));
    results.leftOpen(starter.awaitStarted(left));
  }

  /** Nobody will go on with what is open: it is aborted, as far as there is time. */
  private void abortUploads() throws InterruptedException, ExecutionException, TimeoutException {
    CompletionStage<Void> initiated = stores.windDown();
    try {
      coordinator.awaitAnswers(WIND_DOWN.toMillis());
      coordinator.finish();
      settler.abortAll();
      initiated
          .thenCompose(
              answered ->
                  CompletableFuture.allOf(
                      settler.allEnded().toCompletableFuture(),
                      orphans.abortAll().toCompletableFuture()))
          .toCompletableFuture()
          .get(ABORTS.toMillis(), MILLISECONDS);
    } finally {
      results.leftOpen(stores.initiatesUnderWay());
    }
  }
}
