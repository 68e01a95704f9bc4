package org.bucketcopy.job.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A Spark standalone cluster on this machine, by {@code submit-scripts/standalone-cluster}.
 *
 * @param script starts and stops it
 * @param name tells it from others on this machine
 * @param master its address
 */
public record StandaloneCluster(Path script, String name, String master) implements AutoCloseable {

  /**
   * Starts workers of one core each.
   *
   * @param log where the script's complaints go
   * @throws IOException if it did not start
   */
  public static StandaloneCluster start(Path script, String name, int workers, File log)
      throws IOException {
    Process process =
        new ProcessBuilder(script.toString(), "start", "--name", name, "--workers", "" + workers)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.appendTo(log))
            .start();
    String master = process.inputReader().lines().reduce("", (before, line) -> line).strip();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("the cluster did not start: see " + log);
    }
    return new StandaloneCluster(script, name, master);
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
