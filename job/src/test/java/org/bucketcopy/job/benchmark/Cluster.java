package org.bucketcopy.job.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A Spark cluster on this machine.
 *
 * @param master its address
 */
record Cluster(Path script, String master) implements AutoCloseable {

  /** Starts workers of one core each, by {@code submit-scripts/standalone-cluster}. */
  static Cluster start(Path script, int workers, File log)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(script.toString(), "start", "--workers", String.valueOf(workers))
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.appendTo(log))
            .start();
    String master = process.inputReader().lines().reduce("", (before, line) -> line).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the cluster did not start: see " + log);
    }
    return new Cluster(script, master);
  }

  @Override
  public void close() throws IOException {
    new ProcessBuilder(script.toString(), "stop").inheritIO().start().onExit().join();
  }
}
