package org.bucketcopy.job.run;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.dispatch.CopyPlugin;
import org.bucketcopy.job.dispatch.LoggedRun;
import org.bucketcopy.job.journal.RunLockedException;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.page.RunDetail;
import org.bucketcopy.job.report.Console;
import org.bucketcopy.job.report.Progress;
import org.bucketcopy.job.report.ProgressDisplay;
import org.bucketcopy.planner.thread.Machine;

/**
 * Says how far a run is, wherever people look: in the status file and on the page of its run
 * directory, on standard error, and in Spark's metrics. The lines that are logged name the run as
 * soon as it has a name.
 */
public final class RunStatus implements AutoCloseable {
  private final boolean dryRun;
  private final String freshId;
  private final LiveRun run;
  private final StatusWriter file;
  private final ProgressDisplay display;

  private RunStatus(
      boolean dryRun, String freshId, LiveRun run, StatusWriter file, ProgressDisplay display) {
    this.dryRun = dryRun;
    this.freshId = freshId;
    this.run = run;
    this.file = file;
    this.display = display;
  }

  /**
   * Begins with a run, before Spark is started. The status file is written if there is a run
   * directory and the run is no dry run.
   *
   * @param configuration of the run directory's file system
   * @param machine where time and threads come from, and the run's name
   */
  public static RunStatus begin(
      RunOutline settings, Console console, Configuration configuration, Machine machine) {
    LiveRun run = new LiveRun(settings.title(), machine.clock());
    boolean lasting = settings.run().directory().isPresent() && !settings.dryRun();
    RunPage page = new RunPage(settings, configuration, machine.ticker());
    RunSettings written = lasting ? settings.run() : RunSettings.NONE;
    StatusWriter file = new StatusWriter(run, page, written, configuration, machine);
    ProgressDisplay display =
        new ProgressDisplay(console, run, machine.threads().named("bucket-copy-progress"));
    RunStatus status =
        new RunStatus(settings.dryRun(), machine.freshId().toString(), run, file, display);
    if (!lasting) {
      // Nothing can be resumed, so the name is known.
      status.named(status.freshId);
    }
    CopyPlugin.measure(run.gauges());
    file.start();
    return status;
  }

  /** Names the run, unless it resumes one that has a name. */
  public String freshId() {
    return freshId;
  }

  /** Opens the records of a run. */
  public interface Opening {
    /**
     * Opens them.
     *
     * @param lockLost notified, on another thread, if another driver takes the directory
     * @throws RunLockedException if another driver has the directory
     */
    RunRecords open(Consumer<String> lockLost) throws IOException;
  }

  /**
   * Opens the records, and shows the run by the name they give it. If another driver has the
   * directory, or takes it later, the status file is left to that driver.
   *
   * @param end ends the run if another driver takes its directory
   * @throws IOException as the opening says
   */
  public RunRecords recorded(EarlyEnd end, Opening opening) throws IOException {
    try {
      RunRecords records =
          opening.open(
              lost -> {
                file.takenOver();
                end.because(ExitCode.COULD_NOT_RUN, lost);
              });
      named(records.runId());
      return records;
    } catch (RunLockedException e) {
      file.takenOver();
      throw e;
    }
  }

  /** The run has its name, and has locked its directory, if it has one. */
  private void named(String id) {
    run.named(id);
    LoggedRun.named(id);
    file.locked();
  }

  /** From now on there is something to count, and to show. */
  public void counting(Progress counted) {
    run.counting(counted);
    display.start();
  }

  /** From now on there is something to show on a page. */
  void showing(Supplier<RunDetail> detail) {
    file.showing(detail);
  }

  /** Nothing is counted any more: the last state is shown, unless nothing was transferred. */
  public void counted() {
    if (!dryRun) {
      display.end();
    } else {
      display.close();
    }
  }

  /** Writes how the run ended, and its page: {@link StatusWriter#ended}. */
  public void ended(Summary summary) {
    file.ended(summary);
  }

  /** Nothing is written or shown any more. */
  @Override
  public void close() {
    display.close();
    file.close();
    LoggedRun.ended();
  }
}
