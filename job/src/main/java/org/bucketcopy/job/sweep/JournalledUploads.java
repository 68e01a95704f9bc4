package org.bucketcopy.job.sweep;

import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.RunDirectory;
import org.bucketcopy.job.journal.RunView;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.planner.store.UploadHandle;

/** The uploads that the journals of run directories name, and whose they are. */
final class JournalledUploads {
  /** Whose an upload is. */
  enum Owner {
    /** That of a run whose driver is dead. */
    OURS,
    /** That of a run whose driver holds its lock. */
    RUNNING,
    /** No journal that can be read names it. */
    UNKNOWN
  }

  private final SetMultimap<UploadHandle, Path> runs = LinkedHashMultimap.create();
  private final Set<Path> running = new LinkedHashSet<>();
  private final Configuration configuration;
  private final SkippedDirectories skipped;
  private boolean complete = true;

  private final RandomGenerator random;

  private JournalledUploads(
      Configuration configuration, SkippedDirectories skipped, RandomGenerator random) {
    this.configuration = configuration;
    this.skipped = skipped;
    this.random = random;
  }

  /**
   * Reads the journals in {@code paths}, or in the directories one level below where one has none.
   * Takes no lock.
   *
   * @param skipped gets the directories that cannot be read, each with its reason
   * @param random names the files that ask a file system for its time
   * @throws IOException if it was interrupted
   */
  static JournalledUploads in(
      List<Path> paths,
      Configuration configuration,
      SkippedDirectories skipped,
      RandomGenerator random)
      throws IOException {
    JournalledUploads uploads = new JournalledUploads(configuration, skipped, random);
    for (Path path : paths) {
      uploads.readRunOrRuns(path);
    }
    return uploads;
  }

  private void readRunOrRuns(Path path) throws IOException {
    try {
      if (read(path)) {
        return;
      }
      for (FileStatus child : path.getFileSystem(configuration).listStatus(path)) {
        if (child.isDirectory()) {
          readRun(child.getPath());
        }
      }
    } catch (IOException e) {
      skip(path, e);
    }
  }

  private void readRun(Path directory) throws IOException {
    try {
      read(directory);
    } catch (IOException e) {
      skip(directory, e);
    }
  }

  private void skip(Path directory, IOException reason) throws IOException {
    skipped.add(directory, reason);
    complete = false;
  }

  /** Whether there is a journal. */
  private boolean read(Path directory) throws IOException {
    Optional<RunView> run = RunDirectory.toRead(directory, configuration, random);
    if (run.isPresent()) {
      note(directory, run.orElseThrow());
    }
    return run.isPresent();
  }

  private void note(Path directory, RunView run) throws IOException {
    for (UploadRecord upload : run.recovered().uploads().values()) {
      runs.put(upload.handle(), directory);
    }
    // Until it is known that nobody holds its lock.
    running.add(directory);
    if (run.holder().isEmpty()) {
      running.remove(directory);
    } else if (run.recovered().damaged() > 0) {
      String damaged = run.recovered().damaged() + " records of the journal in " + directory;
      throw new IOException(damaged + " cannot be read, and its run is alive");
    }
  }

  /**
   * Whether every directory could be read. If not, an upload of an unknown owner may be that of a
   * run, even of one that is alive.
   */
  boolean complete() {
    return complete;
  }

  /** Whose {@code upload} is: the very same, bucket, key and id. */
  Owner ownerOf(UploadHandle upload) {
    Set<Path> naming = runs.get(upload);
    if (naming.isEmpty()) {
      return Owner.UNKNOWN;
    }
    return naming.stream().anyMatch(running::contains) ? Owner.RUNNING : Owner.OURS;
  }

  /** The directories of the runs whose journals name {@code upload}. */
  Set<Path> runsOf(UploadHandle upload) {
    return runs.get(upload);
  }
}
