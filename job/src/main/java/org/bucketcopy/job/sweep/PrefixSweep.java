package org.bucketcopy.job.sweep;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.LockRule;
import org.bucketcopy.job.journal.RunLockedException;
import org.bucketcopy.job.sweep.JournalledUploads.Owner;
import org.bucketcopy.job.sweep.SweepJob.RefusedException;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadWalk;
import org.bucketcopy.planner.thread.Machine;

/**
 * Lists the old uploads under a prefix and aborts those that were asked for. Stores do not list the
 * metadata of open uploads, so our token cannot be seen on them: ours are those that a journal
 * names.
 */
final class PrefixSweep {
  private final Configuration configuration;
  private final SweepSettings.OfPrefix settings;
  private final Machine machine;
  private final PrintStream log;
  private final SkippedDirectories skipped = new SkippedDirectories();
  private final ScheduledExecutorService timer;

  /**
   * For one sweep.
   *
   * @param machine where threads come from, and the time for stores that do not report theirs
   */
  PrefixSweep(
      Configuration configuration,
      SweepSettings.OfPrefix settings,
      Machine machine,
      PrintStream log) {
    this.configuration = configuration;
    this.settings = settings;
    this.machine = machine;
    this.log = log;
    this.timer = machine.threads().named(SweepJob.TIMER);
  }

  /**
   * Lists, and aborts if asked to.
   *
   * @throws RefusedException if a run directory is not there, or the store's settings are wrong;
   *     or, when all else is done, if a run directory could not be read or worked in
   * @throws StoreException if the uploads cannot be listed
   */
  void run(SweepJob.Stores stores, SweepTally tally)
      throws IOException, RefusedException, InterruptedException {
    SweepJob.requireDirectories(settings.runDirectories(), configuration);
    Bucket bucket = settings.destination().bucket();
    Map<Bucket, ObjectStore> opened = stores.of(Set.of(bucket));
    UploadWalk walk =
        new UploadWalk(
            Optional.ofNullable(opened.get(bucket)).orElseThrow(), settings.destination());
    OpenUploads page = next(walk);
    UploadTable table =
        new UploadTable(page.storeMillis(), machine.clock().millis(), settings.olderThan(), log);
    // Read after the first page: what is old enough by then has been in its journal for long.
    JournalledUploads journals =
        JournalledUploads.in(settings.runDirectories(), configuration, skipped, machine.random());
    warnOfSkipped(journals);
    sweep(page, table, journals, opened, tally);
    while (!walk.ended()) {
      sweep(next(walk), table, journals, opened, tally);
    }
    conclude(tally.counts(), journals);
    skipped.refuse();
  }

  private void warnOfSkipped(JournalledUploads journals) {
    skipped
        .problems()
        .forEach(problem -> log.println("bucket-copy: warning: " + Printable.of(problem)));
    if (!journals.complete()) {
      log.println(
          "bucket-copy: warning: what is listed as unknown may be of a run whose directory cannot"
              + " be read, so none of that is aborted");
    }
  }

  private OpenUploads next(UploadWalk walk) throws InterruptedException {
    return Answers.await(walk.next(), StoreOperation.LIST_UPLOADS, settings.destination());
  }

  /** Of a million uploads, no more than a page is held at a time. */
  private void sweep(
      OpenUploads page,
      UploadTable table,
      JournalledUploads journals,
      Map<Bucket, ObjectStore> stores,
      SweepTally tally)
      throws IOException, InterruptedException {
    List<OpenUpload> old = table.oldOnes(page.uploads());
    table.print(old, journals);
    table.printUnusable(page.unusable());
    tally.found(Owner.UNKNOWN, page.unusable().size());
    SetMultimap<Owner, UploadHandle> byOwner = LinkedHashMultimap.create();
    old.forEach(upload -> byOwner.put(journals.ownerOf(upload.handle()), upload.handle()));
    byOwner.asMap().forEach((owner, uploads) -> tally.found(owner, uploads.size()));
    if (settings.mode() == SweepSettings.Mode.ABORT) {
      abortOurs(byOwner.get(Owner.OURS), journals, stores, tally);
      if (settings.choice() == SweepSettings.Choice.EVERYBODYS) {
        abortUnknown(byOwner.get(Owner.UNKNOWN), journals, stores, tally);
        tally.ended(new UploadSweeper.Result(0, 0, page.unusable().size()));
      }
    }
  }

  private void abortUnknown(
      Set<UploadHandle> unknown,
      JournalledUploads journals,
      Map<Bucket, ObjectStore> stores,
      SweepTally tally)
      throws InterruptedException {
    if (journals.complete()) {
      abort(new UploadSweeper(Optional::empty, log, timer), unknown, stores, upload -> {}, tally);
    } else {
      tally.ended(new UploadSweeper.Result(0, 0, unknown.size()));
    }
  }

  private void abortOurs(
      Set<UploadHandle> ours,
      JournalledUploads journals,
      Map<Bucket, ObjectStore> stores,
      SweepTally tally)
      throws IOException, InterruptedException {
    SetMultimap<Path, UploadHandle> byRun = LinkedHashMultimap.create();
    ours.forEach(upload -> byRun.put(journals.runsOf(upload).iterator().next(), upload));
    for (Path directory : byRun.keySet()) {
      try {
        abort(directory, byRun.get(directory), stores, tally);
      } catch (IOException e) {
        log.println("bucket-copy: the journal stays: " + Printable.of(skipped.add(directory, e)));
      }
    }
  }

  private void leaveAlone(String reason) {
    log.println("bucket-copy: left alone: " + Printable.of(reason));
  }

  /** The journal is read again under its lock: a driver may have resumed the run meanwhile. */
  private void abort(
      Path directory, Set<UploadHandle> chosen, Map<Bucket, ObjectStore> stores, SweepTally tally)
      throws IOException, InterruptedException {
    Optional<AbandonedRun> opened;
    try {
      opened = AbandonedRun.open(directory, configuration, LockRule.RESPECT, machine);
    } catch (RunLockedException e) {
      leaveAlone(String.valueOf(e.getMessage()));
      tally.alive(chosen.size());
      return;
    } catch (IOException e) {
      leaveAlone(skipped.add(directory, e));
      tally.ended(new UploadSweeper.Result(0, 0, chosen.size()));
      return;
    }
    if (opened.isEmpty()) {
      tally.ended(new UploadSweeper.Result(0, chosen.size(), 0));
      return;
    }
    try (AbandonedRun run = opened.orElseThrow()) {
      SweepJob.warnOfDamage(run, log);
      Optional<String> wrongService = run.wrongService(stores);
      if (wrongService.isPresent()) {
        leaveAlone(wrongService.orElseThrow());
        tally.ended(new UploadSweeper.Result(0, 0, chosen.size()));
        return;
      }
      Set<UploadHandle> still =
          ImmutableSet.copyOf(Sets.intersection(chosen, ImmutableSet.copyOf(run.uploads())));
      tally.ended(new UploadSweeper.Result(0, chosen.size() - still.size(), 0));
      abort(new UploadSweeper(run::obstacle, log, timer), still, stores, run::ended, tally);
      run.settle();
    }
  }

  private static void abort(
      UploadSweeper sweeper,
      Set<UploadHandle> uploads,
      Map<Bucket, ObjectStore> stores,
      Consumer<UploadHandle> ended,
      SweepTally tally)
      throws InterruptedException {
    tally.sweeping(sweeper);
    try {
      sweeper.abortListed(uploads, stores, ended);
    } finally {
      tally.ended(sweeper.result());
    }
  }

  private void conclude(SweepCounts counts, JournalledUploads journals) {
    log.println(
        String.format(
            "bucket-copy: %d unfinished uploads of that age under %s: %d ours, %d running, %d"
                + " unknown",
            counts.listed(),
            settings.destination(),
            counts.ours(),
            counts.running(),
            counts.unknown()));
    if (settings.mode() == SweepSettings.Mode.ABORT) {
      log.println("bucket-copy: " + counts.ended());
      return;
    }
    long chosen =
        settings.choice() == SweepSettings.Choice.EVERYBODYS && journals.complete()
            ? counts.ours() + counts.unknown()
            : counts.ours();
    log.println(
        String.format(
            "bucket-copy: nothing was touched; --yes would abort %d of the %d%s",
            chosen, counts.listed(), hint(counts, journals)));
  }

  private String hint(SweepCounts counts, JournalledUploads journals) {
    if (counts.unknown() == 0
        || settings.choice() == SweepSettings.Choice.EVERYBODYS
        || !journals.complete()) {
      return "";
    }
    return "; --run-dir shows which of the unknown are ours, --all takes them regardless of owner";
  }
}
