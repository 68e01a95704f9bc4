package org.bucketcopy.job.manifest;

import static com.google.common.base.Preconditions.checkState;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The lines of a text that are not blank, of which one is held at a time. */
final class Lines implements Closeable {
  /** Two URIs with the longest keys take a tenth of it. */
  static final int LONGEST = 1 << 16;

  private final BufferedReader in;
  private long number;
  private Optional<String> ahead = Optional.empty();

  Lines(BufferedReader in) {
    this.in = in;
  }

  /**
   * Whether there is another line.
   *
   * @throws IOException if it cannot be read, or is too long
   */
  boolean hasNext() throws IOException {
    while (ahead.filter(line -> !line.isBlank()).isEmpty()) {
      ahead = read();
      if (ahead.isEmpty()) {
        return false;
      }
      number++;
    }
    return true;
  }

  /** The next line, without its end. */
  String next() throws IOException {
    checkState(hasNext(), "there is no other line");
    String line = ahead.orElseThrow();
    ahead = Optional.empty();
    return line;
  }

  /** Which line was read last; the first one is 1. */
  long number() {
    return number;
  }

  private Optional<String> read() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
      if (line.length() > LONGEST) {
        throw new IOException(
            "line " + (number + 1) + " has more than " + LONGEST + " characters: it is no row");
      }
    }
    return Optional.of(stripped(line));
  }

  private static String stripped(StringBuilder line) {
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
