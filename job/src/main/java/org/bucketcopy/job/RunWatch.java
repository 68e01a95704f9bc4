package org.bucketcopy.job;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.dispatch.LeaseDesk;
import org.bucketcopy.job.dispatch.PumpCrew;
import org.bucketcopy.job.step.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a run beside its main thread: prints progress, keeps the driver's pace, takes work
 * back from silent pumps, and interrupts the main thread if no pump is left.
 */
final class RunWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
  private static final long PACE_MILLIS = 100;
  private static final long PROGRESS_SECONDS = 5;

  private final LeaseDesk desk;
  private final PumpCrew crew;
  private final Progress progress;
  private final Runnable pace;
  private final Thread runner = Thread.currentThread();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "bucket-copy-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Optional<String> problem = Optional.empty();

  /**
   * Watches over the run of the calling thread.
   *
   * @param pace fits the driver's rate of requests to the budget
   */
  RunWatch(LeaseDesk desk, PumpCrew crew, Progress progress, Runnable pace) {
    this.desk = desk;
    this.crew = crew;
    this.progress = progress;
    this.pace = pace;
  }

  void start() {
    timer.scheduleWithFixedDelay(pace, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(this::lookAfterPumps, 1, 1, TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(
        progress::print, PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
  }

  private void lookAfterPumps() {
    try {
      desk.takeBackFromSilentPumps();
      Optional<Throwable> failure = crew.failure();
      if (failure.isPresent() && problem.isEmpty()) {
        LOG.error("every task that copies has failed", failure.orElseThrow());
        problem = failure.map(cause -> "every task that copies has failed: " + cause.getMessage());
        runner.interrupt();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why the run cannot go on; empty while it can. */
  Optional<String> problem() {
    return problem;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
