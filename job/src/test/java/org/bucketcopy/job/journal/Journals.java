package org.bucketcopy.job.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.UploadHandle;

/** Run directories as a run leaves them that died. */
public final class Journals {
  private static final long SIZE = 1L << 30;

  private Journals() {}

  /** Writes the journal of a run on {@code service} in which {@code uploads} are open. */
  public static void write(Path directory, String service, UploadHandle... uploads)
      throws Exception {
    try (RunJournal journal = open(directory, service)) {
      for (UploadHandle upload : uploads) {
        journal.initiated(record(upload)).toCompletableFuture().get();
      }
    }
  }

  /** Writes a journal in which the answer to one Initiate was never recorded. */
  public static void writeIntent(Path directory, String service, ObjectLocation destination)
      throws Exception {
    try (RunJournal journal = open(directory, service)) {
      UploadIntent intent = new UploadIntent(destination, "lost", System.currentTimeMillis());
      journal.intended(intent).toCompletableFuture().get();
    }
  }

  private static RunJournal open(Path directory, String service) throws IOException {
    JournalHeader header = JournalHeader.of("run-1", 1, Map.of("--part-size", "64MiB"), service);
    return RunJournal.open(files(), path(directory), header);
  }

  private static UploadRecord record(UploadHandle upload) {
    return new UploadRecord(
        new Bucket("s3", "source").object("k"),
        new ObjectIdentity(ETag.of("\"abc-1\""), Optional.empty(), SIZE, 1),
        upload.destination(),
        SIZE,
        SIZE,
        upload.uploadId(),
        "token");
  }

  /** The uploads that are open by the journal. */
  public static List<UploadHandle> read(Path directory) throws IOException {
    Recovery found = RunJournal.read(files(), path(directory)).orElseThrow();
    return found.uploads().values().stream().map(UploadRecord::handle).toList();
  }

  /** Locks a run directory, as a driver that is alive. */
  public static RunLock lock(Path directory) throws IOException {
    return RunLock.acquire(files(), path(directory), "run-1", lost -> {});
  }

  public static List<org.apache.hadoop.fs.Path> paths(Path... directories) {
    return Stream.of(directories).map(Journals::path).toList();
  }

  private static org.apache.hadoop.fs.Path path(Path directory) {
    return new org.apache.hadoop.fs.Path(directory.toUri());
  }

  private static FileSystem files() throws IOException {
    return FileSystem.getLocal(new Configuration());
  }
}
