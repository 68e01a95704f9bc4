package org.bucketcopy.job.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of another JVM, asked by {@code jcmd}. */
final class Heap {
  private static final Pattern USED = Pattern.compile("(?:heap|generation)\\b.*?used (\\d+)K");
  private static final String JCMD =
      Path.of(System.getProperty("java.home"), "bin/jcmd").toString();

  private Heap() {}

  /** MiB in use right after a full collection, which this asks for; empty if the JVM is gone. */
  static OptionalDouble afterCollection(long pid) throws InterruptedException {
    try {
      ask(pid, "GC.run");
      Matcher used = USED.matcher(ask(pid, "GC.heap_info"));
      double kibibytes = 0;
      while (used.find()) {
        kibibytes += Double.parseDouble(used.group(1));
      }
      return kibibytes > 0 ? OptionalDouble.of(kibibytes / 1024) : OptionalDouble.empty();
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
