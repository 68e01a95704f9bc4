package org.bucketcopy.job.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of another JVM, asked by {@code jcmd}. */
final class Heap {
  /** The last line of a class histogram: instances, then bytes. */
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  private static final String JCMD =
      Path.of(System.getProperty("java.home"), "bin/jcmd").toString();

  private Heap() {}

  /**
   * MiB of the objects that are alive after a full collection, which this asks for; empty if the
   * JVM is gone. Not what is in use a moment later: a run makes megabytes of garbage in between.
   */
  static OptionalDouble afterCollection(long pid) throws InterruptedException {
    try {
      Matcher total = TOTAL.matcher(ask(pid, "GC.class_histogram"));
      return total.find()
          ? OptionalDouble.of(Double.parseDouble(total.group(1)) / (1 << 20))
          : OptionalDouble.empty();
    } catch (IOException noJcmd) {
      return OptionalDouble.empty();
    }
  }

  private static String ask(long pid, String question) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(JCMD, String.valueOf(pid), question).redirectErrorStream(true).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return answer;
  }
}
