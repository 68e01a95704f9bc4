package org.bucketcopy.job.journal;

import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A run directory that was opened to be read; its driver may be at work meanwhile. */
public final class RunView {
  private final FileSystem files;
  private final Path path;
  private final Recovery recovered;
  private final RandomGenerator random;

  RunView(FileSystem files, Path path, Recovery recovered, RandomGenerator random) {
    this.files = files;
    this.path = path;
    this.recovered = recovered;
    this.random = random;
  }

  /** What the journal said when it was opened. */
  public Recovery recovered() {
    return recovered;
  }

  /**
   * Who holds the directory's lock and is alive, in words; empty if the lock could be taken. What
   * it says may have changed when it returns.
   *
   * @throws IOException if the directory cannot be read or, while there is a lock, written
   */
  public Optional<String> holder() throws IOException {
    return RunLock.holder(files, path, random);
  }
}
