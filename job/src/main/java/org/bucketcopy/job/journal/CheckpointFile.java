package org.bucketcopy.job.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code checkpoint.json} of a run directory: how far a run has come that compares and leaves
 * nothing open. Its driver replaces it as a whole. One that is damaged, of another run or of
 * another format is passed by: what it covers is compared again.
 */
public final class CheckpointFile {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);
  private static final int FORMAT = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final FileSystem files;
  private final Path path;
  private final String runId;

  CheckpointFile(FileSystem files, Path directory, String runId) {
    this.files = SegmentFiles.plain(files);
    this.path = new Path(directory, "checkpoint.json");
    this.runId = runId;
  }

  /**
   * What an earlier driver of this run has written last; empty if nothing that can be used.
   *
   * @throws IOException if it cannot be read
   */
  public Optional<ObjectNode> read() throws IOException {
    String text;
    try (InputStream in = files.open(path)) {
      text = new String(in.readAllBytes(), ISO_8859_1);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    Optional<ObjectNode> record = JournalLine.record(text);
    if (record.isEmpty()) {
      LOG.warn("{} is damaged, and is passed by", path);
    }
    return record
        .filter(json -> json.path("format").asInt() == FORMAT)
        .filter(json -> json.path("runId").asText().equals(runId));
  }

  /**
   * Replaces it.
   *
   * @param state what the next driver needs
   * @throws IOException if it cannot be written; then the one before is there
   */
  public void write(ObjectNode state) throws IOException {
    ObjectNode record = JSON.createObjectNode();
    record.put("format", FORMAT);
    record.put("runId", runId);
    record.setAll(state);
    try {
      String line = JournalLine.withCheckSum(JSON.writeValueAsString(record));
      AtomicFile.replace(files, path, line.getBytes(ISO_8859_1));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that is no JSON", e);
    }
  }

  /**
   * Removes it; it does not matter if it is gone.
   *
   * @throws IOException if it cannot be removed
   */
  public void delete() throws IOException {
    files.delete(path, false);
  }
}
