package org.bucketcopy.job.servers;

import com.google.common.collect.ImmutableList;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Spark standalone cluster on this machine, by {@code submit-scripts/standalone-cluster}.
 *
 * @param script starts and stops it
 * @param name tells it from others on this machine
 * @param master its address
 * @param rest the address of its REST gateway; empty if it has none
 */
public record StandaloneCluster(Path script, String name, String master, Optional<String> rest)
    implements AutoCloseable {

  /**
   * Starts workers of one core each.
   *
   * @param log where the script's complaints go
   * @throws IOException if it did not start
   */
  public static StandaloneCluster start(Path script, String name, int workers, File log)
      throws IOException {
    return start(script, name, List.of("--workers", "" + workers), Map.of(), log);
  }

  /**
   * Starts one.
   *
   * @param options of the script
   * @param environment what the script's has more than ours: {@code SPARK_HOME}
   * @param log where the script's complaints go
   * @throws IOException if it did not start
   */
  public static StandaloneCluster start(
      Path script, String name, List<String> options, Map<String, String> environment, File log)
      throws IOException {
    ImmutableList<String> command =
        ImmutableList.<String>builder()
            .add(script.toString(), "start", "--name", name)
            .addAll(options)
            .build();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().putAll(environment);
    Process process = builder.start();
    List<String> addresses = process.inputReader().lines().map(String::strip).toList();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("the cluster did not start: see " + log);
    }
    return new StandaloneCluster(
        script, name, addresses.get(0), addresses.stream().skip(1).findFirst());
  }

  @Override
  public void close() throws IOException {
    new ProcessBuilder(script.toString(), "stop", "--name", name)
        .inheritIO()
        .start()
        .onExit()
        .join();
  }
}
