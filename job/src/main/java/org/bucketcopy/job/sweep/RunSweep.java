package org.bucketcopy.job.sweep;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.sweep.JournalledUploads.Owner;
import org.bucketcopy.job.sweep.SweepJob.RefusedException;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.thread.Machine;

/** Aborts every upload that the journals of dead runs name. */
final class RunSweep {
  private final Configuration configuration;
  private final SweepSettings.OfRuns settings;
  private final PrintStream log;
  private final Machine machine;
  private final ScheduledExecutorService timer;

  /**
   * @param machine where time and threads come from
   */
  RunSweep(
      Configuration configuration,
      SweepSettings.OfRuns settings,
      PrintStream log,
      Machine machine) {
    this.configuration = configuration;
    this.settings = settings;
    this.log = log;
    this.machine = machine;
    this.timer = machine.threads().named(SweepJob.TIMER);
  }

  /**
   * Sweeps each run; one that is alive, or whose directory cannot be read, does not keep the others
   * from being swept.
   *
   * @throws RefusedException if a directory is not there, and then nothing was touched, or if one
   *     could not be swept
   */
  void run(SweepJob.Stores stores, SweepTally tally)
      throws IOException, RefusedException, InterruptedException {
    SweepJob.requireDirectories(settings.runDirectories(), configuration);
    SkippedDirectories skipped = new SkippedDirectories();
    for (Path directory : settings.runDirectories()) {
      try {
        sweep(directory, stores, tally);
      } catch (IOException e) {
        skipped.add(directory, e);
      }
    }
    skipped.refuse();
  }

  private void sweep(Path directory, SweepJob.Stores stores, SweepTally tally)
      throws IOException, RefusedException, InterruptedException {
    Optional<AbandonedRun> opened =
        AbandonedRun.open(directory, configuration, settings.lock(), machine);
    if (opened.isEmpty()) {
      log.println(
          "bucket-copy: there is no journal in "
              + directory
              + ", so nothing to sweep: a run that came to its end leaves none");
      return;
    }
    try (AbandonedRun run = opened.orElseThrow()) {
      UploadSweeper.Result result = sweep(run, stores, tally);
      log.println(
          "bucket-copy: "
              + run
              + ": "
              + result
              + (result.failed() == 0 ? "" : "; the journal stays: sweep again"));
    }
  }

  private UploadSweeper.Result sweep(AbandonedRun run, SweepJob.Stores stores, SweepTally tally)
      throws IOException, RefusedException, InterruptedException {
    SweepJob.warnOfDamage(run, log);
    tally.found(Owner.OURS, run.uploads().size());
    Map<Bucket, ObjectStore> opened = stores.of(run.buckets());
    Optional<String> wrongService = run.wrongService(opened);
    if (wrongService.isPresent()) {
      log.println("bucket-copy: left alone: " + Printable.of(wrongService.orElseThrow()));
      UploadSweeper.Result leftAlone = new UploadSweeper.Result(0, 0, run.open());
      tally.ended(leftAlone);
      return leftAlone;
    }
    UploadSweeper sweeper = new UploadSweeper(run::obstacle, log, timer);
    tally.sweeping(sweeper);
    try {
      sweeper.abort(run.uploads(), opened, run::ended);
      run.abortOrphans(opened, timer);
      run.settle();
    } finally {
      // Whatever ended it, what is in the journal may be open.
      tally.ended(sweeper.result().plus(new UploadSweeper.Result(0, 0, run.intentsOpen())));
    }
    return sweeper.result().plus(new UploadSweeper.Result(0, 0, run.intentsOpen()));
  }
}
