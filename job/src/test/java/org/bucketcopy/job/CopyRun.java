package org.bucketcopy.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.VirtualS3;

/**
 * One execution of the application in this JVM, on a local Spark of two slots.
 *
 * @param exitCode how it ended
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CopyRun(ExitCode exitCode, String out, String err) {
  /** Runs the application. The settings are Spark's, as spark-submit would set them. */
  static CopyRun of(Map<String, String> settings, String... arguments) {
    List<String> set = new ArrayList<>();
    set(set, "spark.master", "local[2]");
    set(set, "spark.ui.enabled", "false");
    set(set, "spark.driver.host", "127.0.0.1");
    set(set, "spark.driver.bindAddress", "127.0.0.1");
    settings.forEach((name, value) -> set(set, name, value));
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      ExitCode exitCode = BucketCopy.run(arguments);
      Thread.interrupted(); // The process would have ended.
      return new CopyRun(
          exitCode,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
      set.forEach(System::clearProperty);
    }
  }

  /** Copies all that {@code server} holds. */
  static CopyRun of(VirtualS3 server, String... options) {
    return of(server, Map.of(), options);
  }

  /** Copies all that {@code server} holds, with more settings. */
  static CopyRun of(VirtualS3 server, Map<String, String> more, String... options) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("spark.hadoop.fs.s3a.endpoint", server.endpoint().toString());
    settings.put("spark.hadoop.fs.s3a.access.key", "user");
    settings.put("spark.hadoop.fs.s3a.secret.key", "unchecked");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "copy",
                "--source",
                "s3://" + VirtualS3.SOURCE + "/",
                "--destination",
                "s3://" + VirtualS3.DESTINATION + "/"));
    arguments.addAll(List.of(options));
    return of(settings, arguments.toArray(String[]::new));
  }

  private static void set(List<String> set, String name, String value) {
    System.setProperty(name, value);
    set.add(name);
  }

  /** The summary: the last line of standard output. */
  JsonNode summary() {
    List<String> lines = out.lines().toList();
    try {
      return new JsonMapper().readTree(lines.get(lines.size() - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long count(String name) {
    return summary().path(name).asLong(-1);
  }
}
