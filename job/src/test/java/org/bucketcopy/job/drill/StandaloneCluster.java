package org.bucketcopy.job.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Spark standalone cluster of two workers on this machine, by the script that starts one.
 *
 * @param script starts and stops it
 * @param master its address
 */
record StandaloneCluster(Path script, String master) implements AutoCloseable {

  static StandaloneCluster start(Path scripts) throws IOException {
    Path script = scripts.resolve("standalone-cluster");
    return new StandaloneCluster(script, run(script, "start", "--workers", "2").strip());
  }

  private static String run(Path script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
    return out;
  }

  @Override
  public void close() throws IOException {
    run(script, "stop");
  }
}
