package org.bucketcopy.job.copy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.dispatch.LeaseDesk;
import org.bucketcopy.job.dispatch.PumpCrew;
import org.bucketcopy.job.ending.EarlyEnd;
import org.bucketcopy.job.ending.ExitCode;
import org.bucketcopy.job.step.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a run beside its main thread: prints progress, keeps the driver's pace, takes work
 * back from silent pumps, and ends the run when it has taken as long as it may, or cannot go on.
 */
final class RunWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
  private static final long PROGRESS_SECONDS = 5;
  private static final long LOOK_MILLIS = 500;
  private static final long PACE_MILLIS = 100;

  private final RunSettings settings;
  private final LeaseDesk desk;
  private final PumpCrew crew;
  private final DriverPace pace;
  private final RunRecords records;
  private final EarlyEnd end;
  private final long beganNanos = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "bucket-copy-watch");
            thread.setDaemon(true);
            return thread;
          });

  RunWatch(
      RunSettings settings,
      LeaseDesk desk,
      PumpCrew crew,
      DriverPace pace,
      RunRecords records,
      EarlyEnd end) {
    this.settings = settings;
    this.desk = desk;
    this.crew = crew;
    this.pace = pace;
    this.records = records;
    this.end = end;
  }

  void start(Progress progress) {
    timer.scheduleWithFixedDelay(pace::adapt, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        progress::print, PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      desk.takeBackFromSilentPumps();
      Optional<Throwable> failure = crew.failure();
      if (failure.isPresent() && end.cause().isEmpty()) {
        LOG.error("every task that copies has failed", failure.orElseThrow());
        end.because(
            ExitCode.COULD_NOT_RUN,
            "every task that copies has failed: " + failure.orElseThrow().getMessage());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
    records.problem().ifPresent(problem -> end.because(ExitCode.COULD_NOT_RUN, problem));
    Duration taken = Duration.ofNanos(System.nanoTime() - beganNanos);
    if (settings.maxDuration().filter(most -> taken.compareTo(most) >= 0).isPresent()) {
      end.because(ExitCode.MAX_DURATION, "its time is over (--max-duration)");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
