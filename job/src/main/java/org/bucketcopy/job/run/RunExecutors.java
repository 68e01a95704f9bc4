package org.bucketcopy.job.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.bucketcopy.job.dispatch.CopyPlugin;
import org.bucketcopy.job.dispatch.LeaseCoordinator;
import org.bucketcopy.job.dispatch.LeaseGate;
import org.bucketcopy.job.dispatch.PumpLauncher;
import org.bucketcopy.job.dispatch.PumpSettings;
import org.bucketcopy.job.dispatch.RunLabel;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.report.Progress;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.job.report.Traffic;
import org.bucketcopy.job.stores.registry.BucketLocations;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.thread.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What any run has that gives work to executors: the queue, the pumps that empty it, who watches
 * them, and how all of that ends.
 */
public final class RunExecutors {
  private static final Logger LOG = LoggerFactory.getLogger(RunExecutors.class);
  private static final long PUMPS_END_MILLIS = 1_000;

  /**
   * How long a run that ends early waits for what is in flight: a signal leaves seven seconds for
   * all.
   */
  static final Duration WIND_DOWN = Duration.ofSeconds(2);

  private final JavaSparkContext spark;
  private final DriverPace pace;
  private final EarlyEnd end;
  private final Machine machine;
  private final WorkQueue queue = new WorkQueue();
  private final LeaseCoordinator coordinator;
  private final LeaseGate gate;
  private final PumpLauncher launcher;

  /**
   * How executors work for a run.
   *
   * @param label the run, as Spark shows it
   * @param requests how many requests they make
   * @param buckets those that all of them have to reach where the driver does
   */
  public record Terms(RunLabel label, RequestSettings requests, List<Bucket> buckets) {}

  /** What is done with the executors. */
  public interface Task {
    /**
     * Gives work, and waits until all is done.
     *
     * @return why it broke off; empty if it did not
     * @throws InterruptedException if the run is to end
     */
    Optional<Cause> work() throws InterruptedException;

    /**
     * The run ends early, and no more work is given: takes in what is in flight, as far as it comes
     * soon.
     *
     * @throws InterruptedException if there is no time for that
     * @throws ExecutionException if something of it fails
     * @throws TimeoutException if it takes too long
     */
    void takeIn() throws InterruptedException, ExecutionException, TimeoutException;
  }

  /**
   * What looks after a run.
   *
   * @param progress is measured now and then
   * @param sample records how far the run is
   * @param problem why nothing can be recorded any more, which ends the run
   */
  public record Watched(Progress progress, Runnable sample, Supplier<Optional<String>> problem) {}

  /**
   * @param spark where the executors are
   * @param pace of the driver's requests, and of theirs
   * @param end ends the run early, whoever asks for it
   * @param machine where time and threads come from
   */
  public RunExecutors(
      JavaSparkContext spark, DriverPace pace, Terms terms, EarlyEnd end, Machine machine) {
    this.spark = spark;
    this.pace = pace;
    this.end = end;
    this.machine = machine;
    coordinator = new LeaseCoordinator(queue, pace.budgets(), machine.ticker(), end::defect);
    BucketLocations located =
        new BucketLocations(terms.buckets().stream().map(pace.stores()::location).toList());
    gate = new LeaseGate(coordinator, located, astray -> end.because(Cause.couldNotRun(astray)));
    PumpSettings pumps = new PumpSettings(terms.requests().inFlight(), terms.requests().retries());
    launcher =
        new PumpLauncher(spark, coordinator, located, pumps, terms.label(), machine.ticker());
  }

  /** Where work is put. */
  public WorkQueue queue() {
    return queue;
  }

  /** Who has which work. */
  LeaseCoordinator coordinator() {
    return coordinator;
  }

  /**
   * How far the run is.
   *
   * @param counts what has become of the objects
   */
  public Progress progress(Supplier<RunCounts> counts) {
    return new Progress(counts, this::traffic, machine.ticker());
  }

  /** What was asked of the stores so far, by the driver and by the executors. */
  public Traffic traffic() {
    RequestCounts requests =
        RunRecorder.requestsByExecutor(coordinator).values().stream()
            .reduce(pace.stores().requests(), RequestCounts::plus);
    return new Traffic(OptionalLong.of(coordinator.leased()), requests);
  }

  /** What each executor has asked of the stores. */
  public java.util.Map<String, RequestCounts> requestsByExecutor() {
    return RunRecorder.requestsByExecutor(coordinator);
  }

  /**
   * Runs the task, and ends the pumps.
   *
   * @return why it could not continue; empty if it came to its end, or if {@link EarlyEnd} says why
   */
  public Optional<Cause> run(Task task, Watched watched) {
    CopyPlugin.open(gate);
    Optional<Cause> brokenOff = Optional.empty();
    try (RunWatch watch =
        new RunWatch(
            spark, coordinator, launcher, pace, watched.problem(), end, machine.threads())) {
      try {
        watch.start(watched.progress(), watched.sample());
        launcher.start();
        brokenOff = task.work();
      } catch (InterruptedException e) {
        end.because(Cause.INTERRUPTED);
      } catch (RuntimeException | Error e) {
        end.because(spark.sc().isStopped() ? RunWatch.sparkHasEnded(spark) : Cause.unexpected(e));
      }
      windDown(task);
    }
    return brokenOff;
  }

  /** A run that ends early takes in what is in flight, as far as it comes soon. */
  private void windDown(Task task) {
    // An interruption has ended the run already, if it was to.
    Thread.interrupted();
    try {
      if (end.cause().isPresent()) {
        coordinator.giveNoMore();
        task.takeIn();
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

  /**
   * Waits for what is in flight, two seconds at most.
   *
   * @throws InterruptedException if the caller is to stop
   */
  public void awaitAnswers() throws InterruptedException {
    coordinator.awaitAnswers(WIND_DOWN.toMillis());
  }

  /** No more work will come: pumps that ask from now on are to end. */
  void finish() {
    coordinator.finish();
  }
}
