package org.bucketcopy.job.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.servers.FreePorts;
import org.bucketcopy.job.servers.StandaloneCluster;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Copies on each of several Spark distributions: in local mode and on a standalone cluster of two
 * workers, through {@code submit-scripts/bucket-copy} and by the distribution's own spark-submit,
 * and with the driver on a worker. In some of these one object cannot be copied. Objects, summary,
 * exit code, the settings that Spark was run with and what it wrote down are compared with what
 * they must be.
 */
@Command(name = "matrix", description = "Runs the packaged jar on Spark distributions.")
public final class SparkMatrix implements Callable<Integer> {
  private static final String ROW = "| %-9s | %-19s | %-12s | %-44s | %7s |%n";

  @Option(names = "--scripts", required = true, description = "Where scripts are.")
  private Path scripts;

  @Option(names = "--jar", required = true, description = "The application.")
  private Path jar;

  @Option(names = "--out", required = true, description = "Where logs are kept.")
  private Path out;

  @Parameters(paramLabel = "NAME=SPARK_HOME", arity = "1..*", description = "The distributions.")
  private Map<String, Path> distributions = new LinkedHashMap<>();

  private int passed;
  private int failed;

  /** Runs all and ends the process: 0 if all is right. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SparkMatrix()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf(ROW, "Spark", "mode", "submitted by", "result", "seconds");
    System.out.printf(ROW, "---", "---", "---", "---", "---:");
    for (Map.Entry<String, Path> distribution : distributions.entrySet()) {
      row(distribution.getKey(), distribution.getValue().toAbsolutePath());
    }
    System.out.printf("%nmatrix: %d passed, %d failed%n", passed, failed);
    return failed == 0 ? 0 : 1;
  }

  private void row(String name, Path spark) throws IOException {
    Path directory = Files.createDirectories(out.resolve(name)).toAbsolutePath();
    Map<String, String> environment =
        Map.of("SPARK_HOME", spark.toString(), "BUCKET_COPY_JAR", jar.toAbsolutePath().toString());
    try (StandaloneCluster cluster =
        StandaloneCluster.start(
            scripts.toAbsolutePath().resolve("standalone-cluster"),
            "matrix-" + name.replace('.', '-'),
            List.of("--workers", "2", "--rest", "" + FreePorts.find(1)[0]),
            environment,
            directory.resolve("cluster.log").toFile())) {
      for (Trial trial : Trial.all()) {
        SparkRun run = new SparkRun(scripts.toAbsolutePath(), cluster, environment, directory);
        long began = System.nanoTime();
        String result = result(run, trial);
        double seconds = (double) (System.nanoTime() - began) / TimeUnit.SECONDS.toNanos(1);
        String rounded = String.format(Locale.ROOT, "%.1f", seconds);
        System.out.printf(ROW, name, trial.mode, trial.submitter, result, rounded);
      }
    }
  }

  private String result(SparkRun run, Trial trial) {
    try {
      String result = run.result(trial);
      passed++;
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IOException | AssertionError e) {
      failed++;
      System.err.println(trial + ": " + e.getMessage() + " (logs: " + run.directory() + ")");
      return "WRONG";
    }
  }
}
