package org.bucketcopy.job.scripts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of the scripts and their settings, reached by a link, in a directory with spaces in its
 * name, beside an installed Spark whose spark-submit only says what it was given.
 *
 * @param root where it is
 */
record Installation(Path root) {
  private static final String SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      echo "pid=$$"
      echo "address=${SPARK_LOCAL_IP:-}"
      echo "java=${SPARK_SUBMIT_OPTS:-}"
      echo "locale=${LC_ALL:-}"
      echo "logging=$LOG4J_CONFIGURATION_FILE"
      echo "terminal=${BUCKET_COPY_TERMINAL:-}"
      printf '%s\\n' "$@"
      echo "from spark" >&2
      exit "${EXIT_WITH:-0}"
      """;

  /**
   * How a script ended.
   *
   * @param pid of the process that was started
   * @param out lines of standard output
   * @param error standard error
   */
  record Ending(int exitCode, long pid, List<String> out, String error) {
    /** The value of a {@code name=value} line that the fake spark-submit writes. */
    String said(String name) {
      return out.stream()
          .filter(line -> line.startsWith(name + "="))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + name + " in " + this));
    }
  }

  static Installation in(Path directory) throws IOException {
    Installation made = new Installation(Files.createDirectories(directory.resolve("a b/root")));
    Path repository = Path.of("..").toAbsolutePath().normalize();
    copy(repository.resolve("submit-scripts"), made.root.resolve("submit-scripts"));
    copy(repository.resolve("conf"), made.root.resolve("conf"));
    Path submit = made.write("spark/bin/spark-submit", SPARK_SUBMIT);
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(
        made.root.resolve("a link"), made.root.resolve("submit-scripts/bucket-copy"));
    return made;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /** Writes a file below {@link #root}. */
  Path write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** Lets the Spark that Maven resolved, too, only say what it was given. */
  void replaceSparkOfMaven() throws IOException {
    write("submit-scripts/maven-spark/spark-class", SPARK_SUBMIT);
  }

  /** Runs bucket-copy with the installed Spark and waits for its end. */
  Ending run(String... arguments) throws Exception {
    return run(Map.of("SPARK_HOME", root.resolve("spark").toString()), arguments);
  }

  /** Runs bucket-copy with the installed Spark on a terminal, and waits for its end. */
  Ending runOnTerminal(int columns, String type, String... arguments) throws Exception {
    String command =
        String.format(
            "stty cols %d && exec '%s' %s",
            columns, root.resolve("a link"), String.join(" ", arguments));
    return ended(
        List.of("script", "-qec", command, "/dev/null"),
        Map.of("SPARK_HOME", root.resolve("spark").toString(), "TERM", type));
  }

  /** Runs bucket-copy in an environment of its own and waits for its end. */
  Ending run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(root.resolve("a link").toString()));
    command.addAll(List.of(arguments));
    return ended(command, environment);
  }

  private Ending ended(List<String> command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().put("BUCKET_COPY_JAR", "/some where/app.jar");
    builder.environment().putAll(environment);
    Path out = Files.createTempFile(root, "out", "");
    Path error = Files.createTempFile(root, "error", "");
    Process process = builder.redirectOutput(out.toFile()).redirectError(error.toFile()).start();
    int exitCode = process.waitFor();
    return new Ending(
        exitCode, process.pid(), Files.readAllLines(out, UTF_8), Files.readString(error));
  }
}
