package org.bucketcopy.job.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.files.PrivateFiles;
import org.bucketcopy.planner.model.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of {@code --summary}, on any Hadoop file system, if one is wanted. */
public final class SummaryFile {
  private static final Logger LOG = LoggerFactory.getLogger(SummaryFile.class);

  /** More than any summary. */
  private static final int MAX_BYTES = 1 << 20;

  private final Optional<Path> path;
  private final Configuration configuration;
  private final Optional<YarnAttempt> attempt;
  private Optional<String> earlier = Optional.empty();

  private SummaryFile(
      Optional<Path> path, Configuration configuration, Optional<YarnAttempt> attempt) {
    this.path = path;
    this.configuration = configuration;
    this.attempt = attempt;
  }

  /**
   * Makes the file, empty, so that one that cannot be written is found out before the run, and the
   * summary of an earlier run is not taken for that of this one. It is left as it is if it says
   * that an earlier attempt at the same application has done all.
   *
   * @param attempt YARN's attempt at this application; empty if YARN makes none
   * @throws PathException if the path is that of a directory
   * @throws IOException if the file cannot be written
   */
  public static SummaryFile open(
      Optional<String> path, Configuration configuration, Optional<YarnAttempt> attempt)
      throws IOException {
    SummaryFile file = new SummaryFile(path.map(Path::new), configuration, attempt);
    if (file.path.isPresent()) {
      Path there = file.path.orElseThrow();
      FileSystem files = there.getFileSystem(configuration);
      boolean exists = files.exists(there);
      if (exists && files.getFileStatus(there).isDirectory()) {
        throw new PathException("--summary " + there + " is a directory");
      }
      if (exists && attempt.filter(YarnAttempt::again).isPresent()) {
        file.earlier =
            Optional.of(read(files, there))
                .filter(json -> AttemptSummary.succeeded(json, attempt.orElseThrow()));
      }
      if (file.earlier.isEmpty()) {
        file.write("");
      }
    }
    return file;
  }

  /** The summary of an earlier attempt that has done all: then nothing is left to be done. */
  public Optional<String> earlier() {
    return earlier;
  }

  /** Empty if it cannot be read: then it says of nothing that it is done. */
  private static String read(FileSystem files, Path there) {
    try (InputStream in = files.open(there)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      LOG.debug("{} cannot be read", there, e);
      return "";
    }
  }

  /**
   * Writes the summary.
   *
   * @return the summary to report: one that could not be written to the file is no success
   */
  public Summary write(Summary summary) {
    Summary reported = attempt.<Summary>map(of -> new AttemptSummary(summary, of)).orElse(summary);
    try {
      write(Printable.json(reported.toJson()) + "\n");
      return reported;
    } catch (IOException | RuntimeException e) {
      return reported.andAlso(
          "the summary could not be written to " + path.orElseThrow() + ": " + e.getMessage());
    }
  }

  private void write(String content) throws IOException {
    if (path.isPresent()) {
      Path there = path.orElseThrow();
      FileSystem files = there.getFileSystem(configuration);
      try (OutputStream out = PrivateFiles.rewrite(files, there)) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
