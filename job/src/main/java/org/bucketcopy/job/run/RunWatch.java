package org.bucketcopy.job.run;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.bucketcopy.job.dispatch.LeaseCoordinator;
import org.bucketcopy.job.dispatch.PumpLauncher;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.report.Progress;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a run beside its main thread: measures progress, keeps the driver's pace, takes work
 * back from silent pumps, and ends the run when it cannot continue.
 */
final class RunWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
  private static final long LOOK_MILLIS = 500;
  private static final long PACE_MILLIS = 100;
  private static final long SAMPLE_MILLIS = 500;

  private final JavaSparkContext spark;
  private final LeaseCoordinator coordinator;
  private final PumpLauncher launcher;
  private final DriverPace pace;
  private final Supplier<Optional<String>> problem;
  private final EarlyEnd end;
  private final ScheduledExecutorService timer;

  RunWatch(
      JavaSparkContext spark,
      LeaseCoordinator coordinator,
      PumpLauncher launcher,
      DriverPace pace,
      Supplier<Optional<String>> problem,
      EarlyEnd end,
      Threads threads) {
    this.spark = spark;
    this.coordinator = coordinator;
    this.launcher = launcher;
    this.pace = pace;
    this.problem = problem;
    this.end = end;
    this.timer = threads.named("bucket-copy-watch");
  }

  /**
   * Begins to look.
   *
   * @param sample records how far the run is
   */
  void start(Progress progress, Runnable sample) {
    new Guarded(sample, thrown -> LOG.warn("the page of the run lacks samples", thrown))
        .every(timer, 0, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
    guarded(pace::adapt).every(timer, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
    guarded(this::look).every(timer, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    guarded(progress::now).every(timer, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A run that nobody watches any more could continue for ever. */
  private Guarded guarded(Runnable work) {
    return new Guarded(work, end::defect);
  }

  private void look() {
    if (spark.sc().isStopped()) {
      end.because(sparkHasEnded(spark));
      return;
    }
    try {
      coordinator.takeBackFromSilentPumps();
      Optional<Throwable> failure = launcher.failure();
      if (failure.isPresent() && end.cause().isEmpty()) {
        LOG.debug("every task that copies has failed", failure.orElseThrow());
        end.because(
            ExitCode.COULD_NOT_RUN,
            "every task that copies has failed: "
                + EarlyEnd.Cause.firstLine(failure.orElseThrow()));
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
    problem.get().ifPresent(broken -> end.because(ExitCode.COULD_NOT_RUN, broken));
  }

  /** A standalone cluster whose master does not answer looks the same for its first minute. */
  static EarlyEnd.Cause sparkHasEnded(JavaSparkContext spark) {
    return EarlyEnd.Cause.couldNotRun(
        "Spark has ended before the run, or its master "
            + spark.master()
            + " cannot be reached: its log says which");
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
