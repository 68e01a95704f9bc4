package org.bucketcopy.job.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.files.PrivateFiles;
import org.bucketcopy.planner.thread.Machine;

/**
 * The directory of a run, on any Hadoop FileSystem. It holds a report file for each execution that
 * had something to report, a journal until the run has succeeded, and a lock while somebody works
 * in it.
 *
 * <p>This is the one door to all of that. It is opened to run, to sweep or to read, and whole or
 * not at all: what cannot be opened is left unlocked. A journal of a later version is refused in
 * each way, before the lock is taken.
 */
public final class RunDirectory implements AutoCloseable {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  /** Stands in the lock for the id of a run. */
  private static final String SWEEP = "sweep";

  private final FileSystem files;
  private final Path path;
  private final RunLock lock;
  private final RunJournal journal;

  private RunDirectory(FileSystem files, Path path, RunLock lock, RunJournal journal) {
    this.files = files;
    this.path = path;
    this.lock = lock;
    this.journal = journal;
  }

  /**
   * Opens the directory for the run that {@code header} describes, which is started or resumed, and
   * makes it if it is not there.
   *
   * @param lost notified once, on another thread, of why the lock is not held any more: nothing may
   *     be done in the directory from then on
   * @param machine where time and threads come from
   * @throws RunLockedException if somebody who is alive works in it
   * @throws OptionsDifferException if it holds a run of other options
   * @throws JournalFormatException if it holds the journal of a later version
   * @throws ForeignFileException if its lock or journal is not of bucket-copy
   * @throws IOException if it is a file, or cannot be made, read or written
   */
  public static RunDirectory toRun(
      Path path,
      Configuration configuration,
      JournalHeader header,
      LockRule rule,
      Consumer<String> lost,
      Machine machine)
      throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    PrivateFiles.makeDirectory(files, path);
    RunLock lock = lock(rule, files, path, header.runId(), lost, machine);
    RunJournal journal =
        openOrRelease(lock, () -> RunJournal.open(files, path, header, machine.threads()));
    return new RunDirectory(files, path, lock, journal);
  }

  /**
   * Opens the directory to end its run, whatever options that had.
   *
   * @param lost as in {@link #toRun}
   * @param machine as in {@link #toRun}
   * @return empty if there is no journal, and so nothing to sweep
   * @throws IOException as in {@link #toRun}
   */
  public static Optional<RunDirectory> toSweep(
      Path path, Configuration configuration, LockRule rule, Consumer<String> lost, Machine machine)
      throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    if (new SegmentFiles(files, path).numbers().isEmpty()) {
      return Optional.empty();
    }
    RunLock lock = lock(rule, files, path, SWEEP, lost, machine);
    Optional<RunJournal> journal =
        openOrRelease(lock, () -> RunJournal.resume(files, path, machine.threads()));
    if (journal.isEmpty()) {
      lock.close();
    }
    return journal.map(opened -> new RunDirectory(files, path, lock, opened));
  }

  /**
   * Opens the directory to read it, without a lock: a driver may be at work in it.
   *
   * @param random names the files that ask a file system for its time
   * @return empty if there is no journal
   * @throws JournalFormatException if the journal is that of a later version
   * @throws IOException if the directory cannot be read
   */
  public static Optional<RunView> toRead(
      Path path, Configuration configuration, RandomGenerator random) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return RunJournal.read(files, path)
        .map(recovered -> new RunView(files, path, recovered, random));
  }

  /** What is opened under a lock. */
  private interface Opening<T> {
    T open() throws IOException;
  }

  private static RunLock lock(
      LockRule rule,
      FileSystem files,
      Path path,
      String runId,
      Consumer<String> lost,
      Machine machine)
      throws IOException {
    return rule == LockRule.BREAK
        ? RunLock.seize(files, path, runId, lost, machine)
        : RunLock.acquire(files, path, runId, lost, machine);
  }

  private static <T> T openOrRelease(RunLock lock, Opening<T> opening) throws IOException {
    boolean opened = false;
    try {
      T whole = opening.open();
      opened = true;
      return whole;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /** The run's journal, until this is closed. */
  public RunJournal journal() {
    return journal;
  }

  /** How far the run has come, of a run that compares. */
  public CheckpointFile checkpoint() {
    return new CheckpointFile(files, path, journal.recovered().header().runId());
  }

  /**
   * Makes the report of the execution that started at {@code startMillis} (epoch milliseconds).
   *
   * @throws IOException if it cannot be made, or is there
   */
  public OutputStream newReport(long startMillis) throws IOException {
    return newFile("report", startMillis, ".jsonl").out();
  }

  /**
   * A file that was made.
   *
   * @param path where it is
   * @param out writes it
   */
  public record NewFile(String path, OutputStream out) {}

  /**
   * Makes a file of the execution that started at {@code startMillis} (epoch milliseconds).
   *
   * @param kind what its name starts with
   * @param ending what its name ends in
   * @throws IOException if it cannot be made, or is there
   */
  public NewFile newFile(String kind, long startMillis, String ending) throws IOException {
    String name = kind + "-" + STAMP.format(Instant.ofEpochMilli(startMillis)) + ending;
    Path file = new Path(path, name);
    return new NewFile(file.toString(), PrivateFiles.createNew(files, file));
  }

  /**
   * Writes what waits to be recorded, and gives the lock back. Waits for the file system some
   * seconds at most.
   */
  @Override
  public void close() {
    try {
      journal.close();
    } finally {
      lock.close();
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
