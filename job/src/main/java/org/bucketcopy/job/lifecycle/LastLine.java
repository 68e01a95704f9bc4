package org.bucketcopy.job.lifecycle;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.planner.model.Printable;

/**
 * The last line of standard output: the summary, written once, by whoever ends the command first.
 * Always UTF-8, whatever the locale. Thread-safe.
 */
public final class LastLine {
  private final PrintStream out;
  private final Optional<String> command;
  private final CountDownLatch written = new CountDownLatch(1);
  private Optional<ExitCode> exitCode = Optional.empty();

  /**
   * @param out standard output
   * @param command the command's name, as far as one is given
   */
  public LastLine(PrintStream out, Optional<String> command) {
    this.out = out;
    this.command = command;
  }

  /** Writes the summary, unless one is written; returns how the command has ended. */
  public ExitCode write(Summary summary) {
    return writeLine(summary.exitCode(), summary.toJson());
  }

  /**
   * Writes the summary of a command that has nothing to count, unless one is written. Needs next to
   * no classes that are not loaded yet: a process that is being ended has little time.
   */
  public ExitCode write(ExitCode ended, String problem) {
    StringBuilder json = new StringBuilder("{");
    command.ifPresent(name -> json.append("\"command\":").append(quoted(name)).append(','));
    json.append("\"status\":").append(quoted(ended.name().toLowerCase(Locale.ROOT)));
    json.append(",\"exitCode\":").append(ended.number());
    json.append(",\"problem\":").append(quoted(problem)).append('}');
    return writeLine(ended, json.toString());
  }

  /** Writes the summary of an earlier attempt that has done all, unless one is written. */
  public ExitCode repeat(String success) {
    return writeLine(ExitCode.OK, success);
  }

  private static StringBuilder quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"');
  }

  private synchronized ExitCode writeLine(ExitCode ended, String json) {
    if (exitCode.isPresent()) {
      return exitCode.orElseThrow();
    }
    exitCode = Optional.of(ended);
    byte[] line = (Printable.json(json) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(line, 0, line.length);
    out.flush();
    if (out.checkError()) {
      System.err.println("bucket-copy: the summary could not be written to standard output");
    }
    written.countDown();
    return ended;
  }

  /** How the command has ended; empty while no summary is written. */
  public synchronized Optional<ExitCode> exitCode() {
    return exitCode;
  }

  /** Waits until the summary is written; returns false if it is not in time. */
  boolean await(long millis) throws InterruptedException {
    return written.await(millis, TimeUnit.MILLISECONDS);
  }
}
