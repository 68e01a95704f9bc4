package org.bucketcopy.job.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.benchmark.Scenario.Task;
import org.bucketcopy.job.benchmark.Scenario.Work;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.SettingsFile;

/**
 * The job itself, by its script.
 *
 * @param script {@code submit-scripts/bucket-copy}
 * @param submitOptions more options of spark-submit
 */
record BucketCopyTool(Path script, List<String> submitOptions) implements Tool {
  static final String LABEL = "bucket-copy";

  @Override
  public String label() {
    return LABEL;
  }

  @Override
  public Optional<Invocation> invocation(Work work, Place place) {
    List<String> submit = new ArrayList<>(List.of("--master", place.master()));
    if (work.executors() > 0) {
      submit.addAll(List.of("--conf", "spark.cores.max=" + work.executors()));
    }
    submit.addAll(submitOptions);
    List<String> copy = new ArrayList<>(List.of("--in-flight", String.valueOf(work.inFlight())));
    if (work.task() == Task.PLAN) {
      copy.add("--dry-run");
    }
    String trust = place.tls().map(tls -> String.join(" ", tls.javaOptions())).orElse("");
    CopyScript copyScript = new CopyScript(script, settings(place, trust), "s3");
    return Optional.of(
        new Invocation(
            copyScript.command(submit, copy),
            trust.isEmpty() ? Map.of() : Map.of("SPARK_SUBMIT_OPTS", trust)));
  }

  private static Path settings(Place place, String trust) {
    String executors = String.join(" ", "-XX:+UseG1GC -Dbenchmark=" + place.mark(), trust);
    try {
      return SettingsFile.write(
          place.directory(),
          S3Access.unchecked(place.endpoint()).hadoopSettings(),
          Map.of("spark.executor.extraJavaOptions", executors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
