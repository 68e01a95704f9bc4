package org.bucketcopy.job.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.thread.RealMachine;

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
    return open(directory, JournalHeader.of("run-1", 1, Map.of("--part-size", "64MiB"), service));
  }

  /** Opens the journal of a run directory without its lock, or starts one. */
  public static RunJournal open(Path directory, JournalHeader header) throws IOException {
    return RunJournal.open(files(), path(directory), header, RealMachine.MACHINE.threads());
  }

  /** The journal as a later version would have written it that puts {@code format} in headers. */
  public static void nameFormat(Path directory, String format) throws IOException {
    rewriteHeaders(directory, ",\"format\":" + format);
  }

  /** The journal as it was written before headers named a format. */
  public static void nameNoFormat(Path directory) throws IOException {
    rewriteHeaders(directory, "");
  }

  private static void rewriteHeaders(Path directory, String member) throws IOException {
    try (Stream<Path> segments = Files.list(directory.resolve("journal"))) {
      for (Path segment : segments.toList()) {
        List<String> lines = new ArrayList<>(Files.readAllLines(segment));
        String now = ",\"format\":" + JournalFormat.CURRENT;
        assertThat(lines.get(0)).contains(now);
        lines.set(0, JournalLine.withCheckSum(recordOf(lines.get(0)).replace(now, member)));
        Files.write(segment, lines);
      }
    }
  }

  private static String recordOf(String line) {
    return line.substring(line.indexOf("\"record\":") + "\"record\":".length(), line.length() - 1);
  }

  /** The files of a run directory, byte for byte. A lock has a nonce, so it is another if taken. */
  public static Map<String, String> content(Path directory) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(directory.relativize(file).toString(), Files.readString(file, ISO_8859_1));
      }
    }
    return content;
  }

  private static UploadRecord record(UploadHandle upload) {
    return new UploadRecord(
        new SourceObject(
            new Bucket("s3", "source").object("k"),
            new ObjectIdentity(ETag.of("\"abc-1\""), Optional.empty(), SIZE, 1),
            Optional.empty()),
        upload.destination(),
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
  public static Closeable lock(Path directory) throws IOException {
    return lock(files(), path(directory));
  }

  /** The same on any file system. */
  public static Closeable lock(FileSystem files, org.apache.hadoop.fs.Path directory)
      throws IOException {
    return RunLock.acquire(files, directory, "run-1", lost -> {}, RealMachine.MACHINE)::close;
  }

  /** Locks a run directory, as a driver of the version that wrote its journal. */
  public static Closeable lockAsLaterVersion(Path directory) throws IOException {
    Path journal = directory.resolve("journal");
    Path aside = directory.resolve("aside");
    Files.move(journal, aside);
    Closeable lock = lock(directory);
    Files.move(aside, journal);
    return lock;
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
