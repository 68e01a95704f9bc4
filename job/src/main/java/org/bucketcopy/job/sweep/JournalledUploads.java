package org.bucketcopy.job.sweep;

import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.Recovery;
import org.bucketcopy.job.journal.RunJournal;
import org.bucketcopy.job.journal.RunLock;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.planner.store.UploadHandle;

/** The uploads that the journals of run directories name, and whose they are. */
public final class JournalledUploads {
  /** Whose an upload is. */
  public enum Owner {
    /** That of a run whose driver is dead. */
    OURS,
    /** That of a run whose driver holds its lock. */
    RUNNING,
    /** No journal names it. */
    UNKNOWN
  }

  private final SetMultimap<UploadHandle, Path> runs = LinkedHashMultimap.create();
  private final Set<Path> journals = new LinkedHashSet<>();
  private final Set<Path> running = new LinkedHashSet<>();

  private JournalledUploads() {}

  /**
   * Reads the journals in {@code paths}, or in the directories one level below where one has none.
   * Takes no lock.
   *
   * @throws java.io.FileNotFoundException if a path is not there
   * @throws IOException if a directory cannot be read
   */
  public static JournalledUploads in(List<Path> paths, Configuration configuration)
      throws IOException {
    JournalledUploads uploads = new JournalledUploads();
    for (Path path : paths) {
      FileSystem files = path.getFileSystem(configuration);
      FileStatus[] children = files.listStatus(path);
      if (!uploads.read(files, path)) {
        for (FileStatus child : children) {
          if (child.isDirectory()) {
            uploads.read(files, child.getPath());
          }
        }
      }
    }
    return uploads;
  }

  /** Whether there is a journal. */
  private boolean read(FileSystem files, Path directory) throws IOException {
    Optional<Recovery> journal = RunJournal.read(files, directory);
    if (journal.isEmpty()) {
      return false;
    }
    journals.add(directory);
    for (UploadRecord upload : journal.orElseThrow().uploads().values()) {
      runs.put(upload.handle(), directory);
    }
    if (RunLock.holder(files, directory).isPresent()) {
      running.add(directory);
    }
    return true;
  }

  /** Number of journals that were found. */
  public int journals() {
    return journals.size();
  }

  /** Whose {@code upload} is: the very same, bucket, key and id. */
  public Owner ownerOf(UploadHandle upload) {
    Set<Path> naming = runs.get(upload);
    if (naming.isEmpty()) {
      return Owner.UNKNOWN;
    }
    return naming.stream().anyMatch(running::contains) ? Owner.RUNNING : Owner.OURS;
  }

  /** The directories of the runs whose journals name {@code upload}. */
  public Set<Path> runsOf(UploadHandle upload) {
    return runs.get(upload);
  }
}
