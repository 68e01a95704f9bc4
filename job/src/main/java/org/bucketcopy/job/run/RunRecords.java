package org.bucketcopy.job.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.CheckpointFile;
import org.bucketcopy.job.journal.JournalHeader;
import org.bucketcopy.job.journal.LockRule;
import org.bucketcopy.job.journal.Recovery;
import org.bucketcopy.job.journal.RunDirectory;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.lifecycle.Closing;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.transfer.EarlierRun;
import org.bucketcopy.job.transfer.EarlierWork;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.thread.Machine;
import org.bucketcopy.planner.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run keeps in its run directory, if it has one. */
public final class RunRecords implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecords.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final JournalHeader header;
  private final boolean resumed;
  private final Optional<RunDirectory> directory;
  private final Report report;
  private final long began;
  private final Threads threads;

  private RunRecords(JournalHeader header, Optional<RunDirectory> directory, Threads threads) {
    this.header = recovered(directory).map(Recovery::header).orElse(header);
    this.resumed = !this.header.runId().equals(header.runId());
    this.directory = directory;
    this.began = header.began();
    this.report =
        new Report(directory.<Report.Lines>map(opened -> () -> opened.newReport(header.began())));
    this.threads = threads;
  }

  /**
   * Starts a run, or resumes the one that the directory holds.
   *
   * @param header of the run, if none is resumed
   * @param lockLost notified, on another thread, if another driver takes the directory
   * @param machine where time and threads come from
   * @throws IOException as in {@link RunDirectory#toRun}
   */
  public static RunRecords open(
      RunSettings settings,
      JournalHeader header,
      Configuration configuration,
      Consumer<String> lockLost,
      Machine machine)
      throws IOException {
    if (settings.directory().isEmpty()) {
      return new RunRecords(header, Optional.empty(), machine.threads());
    }
    Path path = new Path(settings.directory().orElseThrow());
    LockRule rule = settings.breakLock() ? LockRule.BREAK : LockRule.RESPECT;
    RunDirectory directory =
        RunDirectory.toRun(path, configuration, header, rule, lockLost, machine);
    return new RunRecords(header, Optional.of(directory), machine.threads());
  }

  private static Optional<Recovery> recovered(Optional<RunDirectory> directory) {
    return directory.map(opened -> opened.journal().recovered());
  }

  /** Names the run; one that is resumed keeps its name. */
  public String runId() {
    return header.runId();
  }

  /** When the run started, by the clock of its first driver. */
  public Instant started() {
    return Instant.ofEpochMilli(header.began());
  }

  /** The run, if an earlier driver has started it. */
  Optional<EarlierRun> earlierRun() {
    return resumed ? Optional.of(new EarlierRun(header.runId(), header.began())) : Optional.empty();
  }

  /** What earlier drivers have left. */
  EarlierWork earlierWork() {
    return recovered(directory)
        .map(
            recovery ->
                new EarlierWork(
                    earlierRun(), recovery.uploads(), recovery.intents(), recovery.notes()))
        .orElse(EarlierWork.NONE);
  }

  /**
   * Makes a file of this execution in the run directory.
   *
   * @param kind what its name starts with
   * @param ending what its name ends in
   * @return empty if there is no run directory
   * @throws IOException if it cannot be made
   */
  public Optional<RunDirectory.NewFile> newFile(String kind, String ending) throws IOException {
    return directory.isPresent()
        ? Optional.of(directory.orElseThrow().newFile(kind, began, ending))
        : Optional.empty();
  }

  /** How far the run has come, of a run that compares; empty if there is no run directory. */
  public Optional<CheckpointFile> checkpoint() {
    return directory.map(RunDirectory::checkpoint);
  }

  /** Whether there is something to resume when this driver ends early. */
  public boolean lasting() {
    return directory.isPresent();
  }

  UploadJournal journal() {
    return directory.<UploadJournal>map(RunDirectory::journal).orElse(UploadJournal.NONE);
  }

  Report report() {
    return report;
  }

  /** Why nothing can be recorded any more; empty while all is well. */
  public Optional<String> problem() {
    return directory
        .flatMap(opened -> opened.journal().broken())
        .map(broken -> "the journal cannot be written any more: " + broken.getMessage());
  }

  /** The run has succeeded and left nothing: the journal goes, the report stays. */
  public void finish() {
    try {
      if (directory.isPresent()) {
        directory.orElseThrow().journal().finish();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the journal of the finished run could not be removed: {}", Printable.of(e));
    }
  }

  /** Writes what waits and gives the directory back; the journal stays unless finished. */
  @Override
  public void close() {
    Closing.within(CLOSE_TIMEOUT, "the report", report, threads);
    directory.ifPresent(
        opened -> Closing.within(CLOSE_TIMEOUT, "the run directory", opened, threads));
  }
}
