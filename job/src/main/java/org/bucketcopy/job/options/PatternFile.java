package org.bucketcopy.job.options;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.filesystem.FileLocation;
import org.bucketcopy.job.lifecycle.PathCheck;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.plan.ObjectFilter;

/**
 * A file of patterns, one a line, in UTF-8. Empty lines and those that begin with {@code #} are
 * skipped.
 *
 * @param option that names it, for messages
 * @param path on any Hadoop file system
 */
record PatternFile(String option, String path) {
  private static final int MOST_BYTES = 16 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * Its patterns.
   *
   * @throws IllegalArgumentException if the file cannot be read, or a pattern is wrong; names the
   *     file and the line
   */
  List<String> read(Configuration configuration) {
    byte[] bytes = bytes(configuration);
    List<String> patterns = new ArrayList<>();
    int line = 0;
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      line++;
      String text = text(ByteBuffer.wrap(bytes, start, end - start), line);
      if (!text.isEmpty() && !text.startsWith("#")) {
        patterns.add(checked(text, line));
      }
      start = end + 1;
    }
    return patterns;
  }

  private byte[] bytes(Configuration configuration) {
    try {
      PathCheck.check(path, configuration);
      FileLocation file = FileLocation.of(path, configuration);
      try (InputStream in = file.files().open(file.path())) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw wrong("has more than 16 MiB: that is no list of patterns");
        }
        return bytes;
      }
    } catch (IOException e) {
      throw wrong("cannot be read: " + reason(e));
    }
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private String text(ByteBuffer bytes, int line) {
    try {
      String text = UTF_8.newDecoder().decode(bytes).toString();
      String marked = line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      return marked.endsWith("\r") ? marked.substring(0, marked.length() - 1) : marked;
    } catch (CharacterCodingException e) {
      throw wrong("line " + line + ": it is not in UTF-8");
    }
  }

  private String checked(String pattern, int line) {
    try {
      ObjectFilter.of(List.of(pattern), List.of());
      return pattern;
    } catch (IllegalArgumentException e) {
      throw wrong("line " + line + ": " + e.getMessage());
    }
  }

  private IllegalArgumentException wrong(String problem) {
    return new IllegalArgumentException(
        String.format("%s %s %s", option, Printable.of(path), problem));
  }

  /** What tells patterns from others, however many they are. */
  static String summary(List<String> patterns) {
    String hash = Hashing.sha256().hashString(String.join("\n", patterns), UTF_8).toString();
    return String.format("of %d patterns with the SHA-256 %s", patterns.size(), hash);
  }
}
