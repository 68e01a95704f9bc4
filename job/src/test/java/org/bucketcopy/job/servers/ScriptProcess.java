package org.bucketcopy.job.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A script in a process of its own, which writes to files.
 *
 * @param process what runs
 * @param out its standard output
 * @param err its standard error
 */
public record ScriptProcess(Process process, Path out, Path err) {

  /** Starts one; its files are {@code name.out} and {@code name.err}. */
  public static ScriptProcess start(Path directory, String name, List<String> command)
      throws IOException {
    return start(directory, name, command, Map.of());
  }

  /**
   * The same in another environment.
   *
   * @param environment what it has more than ours
   */
  public static ScriptProcess start(
      Path directory, String name, List<String> command, Map<String, String> environment)
      throws IOException {
    Path out = directory.resolve(name + ".out");
    Path err = directory.resolve(name + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new ScriptProcess(builder.start(), out, err);
  }

  /**
   * Waits until it ends.
   *
   * @return its exit code
   * @throws AssertionError if it does not end in time; then it is killed
   */
  public int exitCode(long time, TimeUnit unit) throws IOException, InterruptedException {
    if (!process.waitFor(time, unit)) {
      process.destroyForcibly();
      throw new AssertionError("it runs for too long: " + errors());
    }
    return process.exitValue();
  }

  /** What it wrote to standard error. */
  public String errors() throws IOException {
    return Files.readString(err);
  }

  /** The last line that it wrote to standard output; empty if there is none. */
  public String lastLine() throws IOException {
    return Files.readString(out).lines().reduce("", (before, line) -> line);
  }

  /** That line of a copy or a sweep: its summary. */
  public JsonNode summary() throws IOException {
    return new JsonMapper().readTree(lastLine());
  }
}
