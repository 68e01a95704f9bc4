package org.bucketcopy.job.sweep;

import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.lifecycle.Closing;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.report.Console;
import org.bucketcopy.job.report.ProgressDisplay;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.thread.Machine;

/** The sweep of uploads that were left open. Needs no executors, and so no Spark. */
public final class SweepJob {
  /** The thread that waits for the pauses of aborts. */
  static final String TIMER = "bucket-copy-pause";

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final Configuration configuration;
  private final SweepSettings settings;
  private final Machine machine;
  private final EarlyEnd end;
  private final Console console;

  /** What a kind of sweep needs beside its settings. */
  interface Stores {
    /**
     * The stores of buckets.
     *
     * @throws RefusedException if one of them cannot be opened
     */
    Map<Bucket, ObjectStore> of(Set<Bucket> buckets) throws RefusedException;
  }

  /** A sweep that cannot be made, and why. */
  static final class RefusedException extends Exception {
    private final ExitCode exitCode;

    RefusedException(ExitCode exitCode, String message) {
      super(message);
      this.exitCode = exitCode;
    }

    ExitCode exitCode() {
      return exitCode;
    }
  }

  /**
   * @param configuration settings of stores and of file systems
   * @param machine where time and threads come from
   * @param end what may end the sweep early
   * @param console where people are shown what goes on
   */
  public SweepJob(
      Configuration configuration,
      SweepSettings settings,
      Machine machine,
      EarlyEnd end,
      Console console) {
    this.configuration = configuration;
    this.settings = settings;
    this.machine = machine;
    this.end = end;
    this.console = console;
  }

  /** Makes the sweep and says how it ended. */
  public Summary run() {
    long startNanos = machine.ticker().read();
    RetryPolicy retries = RetryPolicy.ofRetries(settings.retries());
    SweepTally tally = new SweepTally();
    RetriedStores stores =
        new RetriedStores(
            configuration, UploadSweeper.IN_FLIGHT, retries, bucket -> false, machine);
    Optional<Cause> cause = Optional.empty();
    SweepProgress progress = new SweepProgress(tally, machine.ticker());
    try (ProgressDisplay display =
        new ProgressDisplay(console, progress, machine.threads().named("bucket-copy-progress"))) {
      display.start();
      sweep(stores, tally, display.messages());
    } catch (RefusedException e) {
      cause = Optional.of(new Cause(e.exitCode, String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      cause = Optional.of(Cause.INTERRUPTED);
    } catch (IOException | StoreException e) {
      cause = Optional.of(Cause.couldNotRun(String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      cause = Optional.of(Cause.unexpected(e));
    }
    Closing.within(CLOSE_TIMEOUT, "a store", stores, machine.threads());
    ExitCode settled =
        tally.counts().ended().failed() > 0 ? ExitCode.UPLOADS_LEFT_OPEN : ExitCode.OK;
    Optional<Cause> reported = cause.map(brought -> end.cause().orElse(brought));
    return new SweepSummary(
        settings,
        reported.map(Cause::status).orElse(settled),
        tally.counts(),
        stores.requests(),
        (machine.ticker().read() - startNanos) / 1_000_000,
        reported.map(Cause::message));
  }

  private void sweep(RetriedStores retried, SweepTally tally, PrintStream log)
      throws IOException, RefusedException, InterruptedException {
    Stores stores = buckets -> opened(buckets, retried);
    if (settings instanceof SweepSettings.OfPrefix prefix) {
      new PrefixSweep(configuration, prefix, machine, log).run(stores, tally);
    } else if (settings instanceof SweepSettings.OfRuns runs) {
      new RunSweep(configuration, runs, log, machine).run(stores, tally);
    }
  }

  /**
   * Checks that run directories are there, so that a mistyped one is not taken for a clean one.
   *
   * @throws RefusedException if one is not
   */
  static void requireDirectories(List<Path> directories, Configuration configuration)
      throws IOException, RefusedException {
    for (Path directory : directories) {
      FileSystem files = directory.getFileSystem(configuration);
      if (!files.exists(directory) || !files.getFileStatus(directory).isDirectory()) {
        throw new RefusedException(ExitCode.USAGE, "there is no run directory " + directory);
      }
    }
  }

  /** Warns that uploads of a run may be open that its journal does not name any more. */
  static void warnOfDamage(AbandonedRun run, PrintStream log) {
    if (run.damaged() > 0) {
      log.println(
          "bucket-copy: warning: "
              + run.damaged()
              + " records of the journal in "
              + run
              + " cannot be read: look with --destination for uploads that they may have named");
    }
  }

  private static Map<Bucket, ObjectStore> opened(Set<Bucket> buckets, RetriedStores stores)
      throws RefusedException {
    try {
      return Map.copyOf(Maps.asMap(buckets, stores::of));
    } catch (IllegalArgumentException wrongSetting) {
      throw new RefusedException(ExitCode.USAGE, String.valueOf(wrongSetting.getMessage()));
    }
  }
}
