package org.bucketcopy.job.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.files.AtomicFile;
import org.bucketcopy.job.files.PrivateFiles;
import org.bucketcopy.planner.model.Printable;

/**
 * {@code status.json} of a run directory: how far the run is, for whoever asks from anywhere. Its
 * driver replaces it as a whole. It is no part of the journal, and nothing depends on it.
 */
public final class StatusFile {
  /** The state at the end of a run. */
  public static final String ENDED = "ended";

  private static final int FORMAT = 1;
  private static final String STATE = "state";

  /** What each one starts with. */
  private static final String START = "{\"bucketCopyStatus\":";

  /** More than any status. */
  private static final int MAX_BYTES = 1 << 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final FileSystem files;
  private final Path directory;
  private final Path path;
  private final LockOwner self;

  private StatusFile(FileSystem files, Path directory, LockOwner self) {
    this.files = SegmentFiles.plain(files);
    this.directory = directory;
    this.path = new Path(directory, "status.json");
    this.self = self;
  }

  /**
   * What a status says, and whether it can still be true.
   *
   * @param json as its driver wrote it
   * @param silent why it is not believed: a run that goes on by it, but whose driver is dead; empty
   *     for one that has ended, or whose driver is alive
   */
  public record Found(JsonNode json, Optional<String> silent) {
    /** Whether the driver has said how the run ended. */
    public boolean ended() {
      return json.path(STATE).asText().equals(ENDED);
    }
  }

  /**
   * That of a run directory, whether it is there or not.
   *
   * @param random names the files that ask a file system for its time
   * @throws IOException if the file system cannot be reached
   */
  public static StatusFile in(Path directory, Configuration configuration, RandomGenerator random)
      throws IOException {
    return of(directory.getFileSystem(configuration), directory, random);
  }

  static StatusFile of(FileSystem files, Path directory, RandomGenerator random) {
    return new StatusFile(files, directory, LockOwner.here("status", random));
  }

  /**
   * Makes the run directory if it is not there, and makes sure that a status may be written there.
   *
   * @param rule what is done about a driver that is alive
   * @throws RunLockedException if a driver works in it that is alive
   * @throws ForeignFileException if its lock or journal is not of bucket-copy
   * @throws JournalFormatException if the directory is of a later version
   * @throws IOException if it cannot be made or read, or a file of that name is another's
   */
  public void prepare(LockRule rule) throws IOException {
    PrivateFiles.makeDirectory(files, directory);
    new SegmentFiles(files, directory).requireOurs();
    Optional<LockFile.Content> held = new LockFile(files, directory).read();
    if (rule == LockRule.RESPECT && held.isPresent()) {
      Optional<String> holder = RunLock.holder(files, directory, self);
      if (holder.isPresent()) {
        throw new RunLockedException(directory + " is held by " + holder.orElseThrow());
      }
    }
    Optional<String> there = text();
    if (there.filter(text -> !text.startsWith(START) && !START.startsWith(text)).isPresent()) {
      throw new IOException(path + " is not of bucket-copy, and is left as it is");
    }
  }

  /**
   * Replaces the status.
   *
   * @param state what the run does; {@link #ENDED} at its end
   * @param status all else that is to be said
   * @return what was written
   * @throws IOException if it cannot be written
   */
  public ObjectNode write(String state, ObjectNode status) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("bucketCopyStatus", FORMAT);
    json.put(STATE, state);
    json.put("host", self.host());
    json.put("pid", self.pid());
    self.processes().ifPresent(space -> json.put("processes", space));
    json.setAll(status);
    AtomicFile.replace(files, path, (Printable.json(json.toString()) + "\n").getBytes(UTF_8));
    return json;
  }

  /**
   * Reads the status.
   *
   * @return empty if there is none
   * @throws IOException if it cannot be read, is another's file or of a later version, or if it
   *     cannot be found out whether its driver is alive
   */
  public Optional<Found> read() throws IOException {
    Optional<String> text = text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    JsonNode json = parsed(text.orElseThrow());
    Found found = new Found(json, Optional.empty());
    return Optional.of(found.ended() ? found : new Found(json, silent(json)));
  }

  private JsonNode parsed(String text) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IOException(path + " cannot be read, or is being written", e);
    }
    int format = json.path("bucketCopyStatus").asInt(0);
    if (format != FORMAT) {
      throw new IOException(
          path + (format > FORMAT ? " is of a later version" : " is not the status of a run"));
    }
    return json;
  }

  private Optional<String> text() throws IOException {
    try (InputStream in = files.open(path)) {
      return Optional.of(new String(in.readNBytes(MAX_BYTES), UTF_8).strip());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private Optional<String> silent(JsonNode json) throws IOException {
    LockOwner driver = driver(json);
    String process = "process " + driver.pid() + " on " + Printable.of(driver.host());
    if (driver.gone()) {
      return Optional.of(process + " is gone");
    }
    LockFile lock = new LockFile(files, directory);
    long seconds =
        Math.max(0, lock.now(self) - files.getFileStatus(path).getModificationTime()) / 1000;
    boolean alive =
        seconds <= RunLock.STALE.toSeconds() || RunLock.isHeldBy(driver, lock, lock.now(self));
    return alive
        ? Optional.empty()
        : Optional.of(process + " has reported nothing for " + seconds + " s");
  }

  private LockOwner driver(JsonNode json) {
    return new LockOwner(
        json.path("host").asText(),
        Optional.ofNullable(json.get("processes")).map(JsonNode::asText),
        json.path("pid").asLong(),
        "",
        self.nonce());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
