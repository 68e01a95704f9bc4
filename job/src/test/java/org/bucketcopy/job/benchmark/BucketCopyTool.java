package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
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
    if (work.task() == Task.VERIFY) {
      copy.addAll(List.of("--metadata", "headers,user"));
    }
    if (work.task() == Task.RELAY) {
      // The other tool carries none.
      copy.addAll(List.of("--route", "relay", "--tags", "none"));
      copy.addAll(List.of("--part-size", Scenario.RELAYED_PART + "B"));
    }
    String trust = place.tls().map(tls -> String.join(" ", tls.javaOptions())).orElse("");
    Path settings = settings(work, place, trust);
    CopyScript s3 = new CopyScript(script, settings, "s3");
    List<String> command =
        work.task().uploads()
            ? upload(settings, submit, copy, place)
            : work.task() == Task.VERIFY ? s3.verify(submit, copy) : s3.command(submit, copy);
    return Optional.of(
        new Invocation(command, trust.isEmpty() ? Map.of() : Map.of("SPARK_SUBMIT_OPTS", trust)));
  }

  private List<String> upload(
      Path settings, List<String> submitOptions, List<String> options, Place place) {
    return ImmutableList.<String>builder()
        .add(script.toString())
        .addAll(submitOptions)
        .add("--properties-file", settings.toString(), "upload")
        .add("--source", place.files().toUri().toString(), "--destination", "s3://destination/")
        .add("--part-size", Scenario.UPLOADED_PART + "B")
        .addAll(options)
        .build();
  }

  /**
   * A server that takes bodies looks at check sums behind them; by itself the job relies on none.
   */
  private static Map<String, String> store(Work work, Place place) {
    return ImmutableMap.<String, String>builder()
        .putAll(S3Access.unchecked(place.endpoint()).hadoopSettings())
        .putAll(
            place
                .source()
                .map(source -> Map.of("fs.s3a.bucket.source.endpoint", source.toString()))
                .orElse(Map.of()))
        .putAll(
            switch (work.task()) {
              case UPLOAD, UPLOAD_UPDATE ->
                  Map.of("fs.s3a.bucketcopy.abilities", "+checksum-trailer");
              case RELAY -> Map.of("fs.s3a.bucketcopy.abilities", "+composite-etag");
              default -> Map.of();
            })
        .buildOrThrow();
  }

  private static Path settings(Work work, Place place, String trust) {
    String executors = String.join(" ", "-XX:+UseG1GC -Dbenchmark=" + place.mark(), trust);
    try {
      return SettingsFile.write(
          place.directory(),
          store(work, place),
          Map.of("spark.executor.extraJavaOptions", executors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
