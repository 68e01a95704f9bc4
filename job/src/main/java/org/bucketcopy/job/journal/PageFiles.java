package org.bucketcopy.job.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.files.AtomicFile;
import org.bucketcopy.planner.model.Printable;

/**
 * {@code report.html} of a run directory, and {@code report.json}, of which it is made. They are no
 * part of the journal, and nothing depends on them.
 */
public final class PageFiles {
  private static final String FORMAT = "bucketCopyReport";
  private static final int VERSION = 1;

  /** More than either file has. */
  private static final int MAX_BYTES = 16 << 20;

  private static final Pattern REPORT = Pattern.compile("report-[0-9-]+\\.jsonl");
  private static final JsonMapper JSON = new JsonMapper();

  private final FileSystem files;
  private final Path directory;
  private final Path page;
  private final Path data;

  private PageFiles(FileSystem files, Path directory) {
    this.files = SegmentFiles.plain(files);
    this.directory = directory;
    this.page = new Path(directory, "report.html");
    this.data = new Path(directory, "report.json");
  }

  /**
   * Those of a run directory, whether they are there or not.
   *
   * @throws IOException if the file system cannot be reached
   */
  public static PageFiles in(Path directory, Configuration configuration) throws IOException {
    return new PageFiles(directory.getFileSystem(configuration), directory);
  }

  /** Where the page is. */
  public String page() {
    return page.toString();
  }

  /**
   * Replaces the data.
   *
   * @param json what is known of the run
   * @throws IOException if they cannot be written, or a file of that name is another's
   */
  public void writeData(ObjectNode json) throws IOException {
    String start = "{\"" + FORMAT + "\":" + VERSION;
    String rest = Printable.json(json.toString()).substring(1);
    replace(data, start.substring(0, start.length() - 1), start + "," + rest + "\n");
  }

  /**
   * Replaces the page.
   *
   * @param start what each page begins with
   * @param html begins with it
   * @throws IOException if it cannot be written, or a file of that name is another's
   */
  public void writePage(String start, String html) throws IOException {
    replace(page, start, html);
  }

  private void replace(Path file, String start, String content) throws IOException {
    Optional<String> there = text(file, start.length());
    if (there.filter(text -> !start.startsWith(text)).isPresent()) {
      throw new IOException(file + " is not of bucket-copy, and is left as it is");
    }
    AtomicFile.replace(files, file, content.getBytes(UTF_8));
  }

  /**
   * Reads the data.
   *
   * @return empty if there are none
   * @throws IOException if they cannot be read, are another's or of a later version
   */
  public Optional<JsonNode> readData() throws IOException {
    Optional<String> text = text(data, MAX_BYTES);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(text.orElseThrow());
      int version = json.path(FORMAT).asInt(0);
      if (version == VERSION) {
        return Optional.of(json);
      }
      throw new IOException(
          data + (version > VERSION ? " is of a later version" : " is not of bucket-copy"));
    } catch (JacksonException e) {
      throw new IOException(data + " cannot be read", e);
    }
  }

  private Optional<String> text(Path file, int most) throws IOException {
    try (InputStream in = files.open(file)) {
      return Optional.of(new String(in.readNBytes(most), UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * The names of the report files that are there, the newest last.
   *
   * @throws IOException if the directory cannot be listed
   */
  public List<String> reports() throws IOException {
    FileStatus[] found;
    try {
      found = files.listStatus(directory);
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return Arrays.stream(found)
        .map(file -> file.getPath().getName())
        .filter(name -> REPORT.matcher(name).matches())
        .sorted()
        .toList();
  }

  /**
   * The first lines of a report file.
   *
   * @param most how many
   * @throws IOException if it cannot be read
   */
  public List<JsonNode> lines(String report, int most) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream in = files.open(new Path(directory, report));
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line = reader.readLine();
          line != null && lines.size() < most;
          line = reader.readLine()) {
        lines.add(JSON.readTree(line));
      }
    } catch (JacksonException unfinished) {
      // A killed driver was writing it.
      return lines;
    }
    return lines;
  }
}
