package org.bucketcopy.job.step;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The directory of a run, on any Hadoop FileSystem. It holds one report file for each execution
 * that had something to report.
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
    if (!files.mkdirs(directory)) {
      throw new IOException(directory + " could not be made");
    }
    return new RunDirectory(directory, files);
  }

  /** The report of the execution that began at {@code began} (epoch milliseconds). */
  public OutputStream newReport(long began) throws IOException {
    String name = "report-" + STAMP.format(Instant.ofEpochMilli(began)) + ".jsonl";
    return files.create(new Path(directory, name), false);
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
