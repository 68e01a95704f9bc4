package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.benchmark.Scenario.Task;
import org.bucketcopy.job.benchmark.Scenario.Work;

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
    ImmutableList.Builder<String> command =
        ImmutableList.<String>builder()
            .add(script.toString(), "--master", place.master())
            .add("--properties-file", settings(place).toString());
    if (work.executors() > 0) {
      command.add("--conf", "spark.cores.max=" + work.executors());
    }
    command
        .addAll(submitOptions)
        .add("copy", "--source", "s3://source/", "--destination", "s3://destination/")
        .add("--in-flight", String.valueOf(work.inFlight()));
    if (work.task() == Task.PLAN) {
      command.add("--dry-run");
    }
    Map<String, String> environment =
        place.tls().isPresent() ? Map.of("SPARK_SUBMIT_OPTS", trust(place)) : Map.of();
    return Optional.of(new Invocation(command.build(), environment));
  }

  private static String trust(Place place) {
    return place.tls().map(tls -> String.join(" ", tls.javaOptions())).orElse("");
  }

  private static Path settings(Place place) {
    try {
      return Files.writeString(
          place.directory().resolve("stores.conf"),
          String.join(
              "\n",
              "spark.hadoop.fs.s3a.endpoint " + place.endpoint(),
              "spark.hadoop.fs.s3a.access.key user",
              "spark.hadoop.fs.s3a.secret.key unchecked",
              "spark.executor.extraJavaOptions -XX:+UseG1GC -Dbenchmark="
                  + String.join(" ", place.mark(), trust(place)),
              ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
