package org.bucketcopy.job.lifecycle;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Threads;

/**
 * Turns Ctrl-C, SIGTERM and the end of the time into an early end of a run. While the process is
 * being shut down, the run gets a few seconds to write what it has to, before Spark and the file
 * systems are closed, and the process ends with the exit code of the summary. A run that does not
 * end by itself then is ended: its summary is a short one.
 */
public final class Termination implements AutoCloseable {
  private static final String NAME = "bucket-copy-termination";

  private static final long GRACE_MILLIS = 7_000;

  /** Then the process ends, whatever still closes. */
  private static final long MAX_MILLIS = 9_500;

  /** Whose time is over has this long to end by itself, which takes seconds. */
  private static final long TIME_OVER_SECONDS = 60;

  /** Hooks with the higher number run first; Spark's and Hadoop's own are between these two. */
  private static final int BEFORE_ALL = 1_000;

  private static final int AFTER_ALL = 0;

  private final LastLine lastLine;
  private final EarlyEnd end = new EarlyEnd();
  private final Runnable first = this::endRun;
  private final Runnable last = this::haltInterrupted;
  private final ScheduledExecutorService timer;

  private Termination(LastLine lastLine, ScheduledExecutorService timer) {
    this.lastLine = lastLine;
    this.timer = timer;
  }

  /**
   * From now on, a signal ends the run that the calling thread makes through {@link #end}. A
   * process that is being ended already ends here, with nothing started.
   *
   * @param lastLine where the run reports that it has ended
   * @param threads ends a run whose time is over
   */
  public static Termination ofThisThread(LastLine lastLine, Threads threads) {
    Termination termination = new Termination(lastLine, threads.named(NAME));
    ShutdownHookManager hooks = ShutdownHookManager.get();
    try {
      hooks.addShutdownHook(termination.first, BEFORE_ALL, MAX_MILLIS, TimeUnit.MILLISECONDS);
      hooks.addShutdownHook(termination.last, AFTER_ALL);
    } catch (IllegalStateException shutdownInProgress) {
      lastLine.write(ExitCode.INTERRUPTED, EarlyEnd.Cause.INTERRUPTED.message());
      termination.haltInterrupted();
    }
    return termination;
  }

  /** Ends the run early, whoever asks for it. */
  public EarlyEnd end() {
    return end;
  }

  /** The run ends when it has taken so long from now on. */
  public void endAfter(Duration time) {
    new Guarded(this::timeIsOver, end::defect).after(timer, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void timeIsOver() {
    new Guarded(this::haltOverTime, defect -> halt(ExitCode.MAX_DURATION))
        .after(timer, TIME_OVER_SECONDS, TimeUnit.SECONDS);
    end.because(ExitCode.MAX_DURATION, "its time is over (--max-duration)");
  }

  private void haltOverTime() {
    lastLine.write(ExitCode.MAX_DURATION, notInTime("its time is over"));
    halt(ExitCode.MAX_DURATION);
  }

  private void endRun() {
    daemon(
            () -> {
              Uninterruptibles.sleepUninterruptibly(MAX_MILLIS, TimeUnit.MILLISECONDS);
              haltInterrupted();
            })
        .start();
    end.because(ExitCode.INTERRUPTED, EarlyEnd.Cause.INTERRUPTED.message());
    try {
      if (!lastLine.await(GRACE_MILLIS)) {
        lastLine.write(ExitCode.INTERRUPTED, notInTime("it was interrupted"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String notInTime(String why) {
    return why
        + ", and did not end in time: what it has left open is in the journal of --run-dir,"
        + " and sweep --destination lists it";
  }

  private void haltInterrupted() {
    halt(ExitCode.INTERRUPTED);
  }

  private void halt(ExitCode otherwise) {
    Runtime.getRuntime().halt(lastLine.exitCode().orElse(otherwise).number());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, NAME);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The run has ended and has reported that. A process that is being shut down ends without the
   * caller.
   */
  @Override
  public void close() {
    timer.shutdownNow();
    ShutdownHookManager hooks = ShutdownHookManager.get();
    try {
      hooks.removeShutdownHook(first);
      hooks.removeShutdownHook(last);
    } catch (IllegalStateException shutdownInProgress) {
      // They end the process.
    }
  }
}
