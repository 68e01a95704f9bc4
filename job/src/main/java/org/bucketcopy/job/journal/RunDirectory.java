package org.bucketcopy.job.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.files.PrivateFiles;

/**
 * The directory of a run, on any Hadoop FileSystem. It holds one report file for each execution
 * that had something to report, and, until the run has succeeded, its journal.
 */
public final class RunDirectory {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private final Path directory;
  private final FileSystem files;

  private RunDirectory(Path directory, FileSystem files) {
    this.directory = directory;
    this.files = files;
  }

  /**
   * Opens the directory and makes it if it is not there.
   *
   * @throws IOException if it cannot be made or is a file
   */
  public static RunDirectory open(String path, Configuration configuration) throws IOException {
    Path directory = new Path(path);
    FileSystem files = directory.getFileSystem(configuration);
    PrivateFiles.makeDirectory(files, directory);
    return new RunDirectory(directory, files);
  }

  /** The report of the execution that began at {@code began} (epoch milliseconds). */
  public OutputStream newReport(long began) throws IOException {
    String name = "report-" + STAMP.format(Instant.ofEpochMilli(began)) + ".jsonl";
    return PrivateFiles.createNew(files, new Path(directory, name));
  }

  /**
   * Keeps other drivers out of the directory.
   *
   * @param seize whether to take it even from a driver that is alive
   * @param lost told why the lock is not held any more, as in {@link RunLock#acquire}
   * @throws IOException as in {@link RunLock#acquire}
   */
  public RunLock lock(String runId, boolean seize, Consumer<String> lost) throws IOException {
    return seize
        ? RunLock.seize(files, directory, runId, lost)
        : RunLock.acquire(files, directory, runId, lost);
  }

  /**
   * Opens the journal of the run that {@code header} describes.
   *
   * @throws IOException as in {@link RunJournal#open}
   */
  public RunJournal journal(JournalHeader header) throws IOException {
    return RunJournal.open(files, directory, header);
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
