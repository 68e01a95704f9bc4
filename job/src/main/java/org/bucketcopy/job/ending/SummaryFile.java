package org.bucketcopy.job.ending;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The file of {@code --summary}, on any Hadoop file system, if one is wanted. */
public final class SummaryFile {
  private final Optional<Path> path;
  private final Configuration configuration;

  private SummaryFile(Optional<Path> path, Configuration configuration) {
    this.path = path;
    this.configuration = configuration;
  }

  /**
   * Makes the file, empty, so that one that cannot be written is found out before the run, and the
   * summary of an earlier run is not taken for that of this one.
   *
   * @throws PathException if the path is that of a directory
   * @throws IOException if the file cannot be written
   */
  public static SummaryFile open(Optional<String> path, Configuration configuration)
      throws IOException {
    SummaryFile file = new SummaryFile(path.map(Path::new), configuration);
    if (file.path.isPresent()) {
      file.refuseDirectory(file.path.orElseThrow());
      file.write("");
    }
    return file;
  }

  private void refuseDirectory(Path there) throws IOException {
    FileSystem files = there.getFileSystem(configuration);
    if (files.exists(there) && files.getFileStatus(there).isDirectory()) {
      throw new PathException("--summary " + there + " is a directory");
    }
  }

  /**
   * Writes the summary.
   *
   * @return as it is to be told: a summary that could not be written to the file is no success
   */
  public Summary write(Summary summary) {
    try {
      write(summary.toJson() + "\n");
      return summary;
    } catch (IOException | RuntimeException e) {
      return summary.andAlso(
          "the summary could not be written to " + path.orElseThrow() + ": " + e.getMessage());
    }
  }

  private void write(String content) throws IOException {
    if (path.isPresent()) {
      Path there = path.orElseThrow();
      try (OutputStream out = there.getFileSystem(configuration).create(there, true)) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
