package org.bucketcopy.job.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.ScriptProcess;
import org.bucketcopy.job.servers.SettingsFile;
import org.bucketcopy.job.servers.StandaloneCluster;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;

/**
 * A copy on one Spark.
 *
 * @param scripts {@code submit-scripts}
 * @param cluster of that Spark
 * @param environment names the Spark and the jar
 * @param directory where logs and settings are written
 */
record SparkRun(
    Path scripts, StandaloneCluster cluster, Map<String, String> environment, Path directory) {
  private static final int SMALL = 200;
  private static final int LARGE = 4;

  /** Of 128 MiB, in each large object. */
  private static final int PARTS_EACH = 50;

  private static final SyntheticKeys KEYS =
      SyntheticKeys.of(
          "", KeyShape.NUMBERED, SizeRule.of(SMALL, 4096).then(LARGE, PARTS_EACH * (128L << 20)));

  private static final int IN_FLIGHT = 8;

  /** So slow that one executor does not copy all parts before the other one is there. */
  private static final Behaviour SLOW =
      Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 2_000);

  private static final long MINUTES = 3;

  SparkRun {
    environment = ImmutableMap.copyOf(environment);
  }

  /**
   * Copies, and compares all with what it must be.
   *
   * @return what became of it, for people
   * @throws AssertionError if anything is wrong
   */
  String result(Trial trial) throws IOException, InterruptedException {
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS), SLOW, 0, 1)) {
      if (trial.failing) {
        server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
      }
      EventLog eventLog = EventLog.in(Files.createDirectory(directory.resolve("events-" + trial)));
      Ending ending = run(trial, server, settings(server, eventLog));
      int wrong = trial.failing ? 1 : 0;
      assertThat(ending.exitCode()).as(ending.errors()).isEqualTo(wrong);
      JsonNode summary = ending.summary();
      assertThat(summary.path("exitCode").asInt(-1)).as("" + summary).isEqualTo(wrong);
      assertThat(summary.path("status").asText())
          .as("" + summary)
          .isEqualTo(trial.failing ? "objects_failed" : "ok");
      assertThat(summary.path("failed").asInt(-1)).as("" + summary).isEqualTo(wrong);
      assertThat(summary.path("copied").asInt()).as("" + summary).isEqualTo(SMALL + LARGE - wrong);
      assertThat(summary.path("parts").asInt()).as("" + summary).isEqualTo(LARGE * PARTS_EACH);
      assertThat(server.verdict().right())
          .as("" + server.verdict())
          .isEqualTo(SMALL + LARGE - wrong);
      assertThat(server.verdict().missing()).as("" + server.verdict()).isEqualTo(wrong);
      assertThat(server.uploadsOpen()).isZero();
      assertThat(summary.path("requestsByExecutor").size())
          .as("" + summary)
          .isEqualTo(trial.executors());
      eventLog.assertSettingsOfTheApplication();
      assertThat(ending.errors()).doesNotContain(EventLog.SECRET);
      return String.format(
          "exit code %d, copied %d, failed %d, parts %d",
          ending.exitCode(), SMALL + LARGE - wrong, wrong, LARGE * PARTS_EACH);
    }
  }

  private Path settings(VirtualS3 server, EventLog eventLog) throws IOException {
    S3Access access = new S3Access(server.endpoint(), EventLog.SECRET, EventLog.SECRET);
    ImmutableMap.Builder<String, String> spark = ImmutableMap.builder();
    spark.putAll(eventLog.settings());
    spark.put("spark.driver.memory", "512m").put("spark.executor.memory", "512m");
    return SettingsFile.write(directory, access.hadoopSettings(), spark.build());
  }

  /** How a copy ended. */
  private record Ending(int exitCode, JsonNode summary, String errors) {}

  private Ending run(Trial trial, VirtualS3 server, Path settings)
      throws IOException, InterruptedException {
    Path runDirectory = directory.resolve("run-" + trial);
    ImmutableList.Builder<String> submit = ImmutableList.builder();
    submit.add("--master", master(trial));
    if (trial.inCluster()) {
      submit.add("--deploy-mode", "cluster", "--conf", "spark.master.rest.enabled=true");
    }
    List<String> options =
        List.of(
            "--tags",
            "required",
            "--in-flight",
            "" + IN_FLIGHT,
            "--run-dir",
            runDirectory.toString());
    Path script = trial.plain() ? sparkSubmit() : scripts.resolve("bucket-copy");
    List<String> command = new CopyScript(script, settings, "s3").command(submit.build(), options);
    ScriptProcess copy = start("" + trial, trial.plain() ? withJar(command) : command);
    hurryWhenAllWork(server, copy, trial);
    int exitCode = copy.exitCode(MINUTES, TimeUnit.MINUTES);
    if (!trial.inCluster()) {
      return new Ending(exitCode, copy.summary(), copy.errors());
    }
    assertThat(exitCode).as(copy.errors()).isZero();
    ScriptProcess status =
        start(
            trial + "-status",
            List.of(script.toString(), "status", "--run-dir", runDirectory.toString(), "--wait"));
    int code = status.exitCode(MINUTES, TimeUnit.MINUTES);
    return new Ending(code, status.summary().path("run"), copy.errors() + status.errors());
  }

  private String master(Trial trial) {
    if (trial.local()) {
      return "local[2]";
    }
    return trial.inCluster() ? cluster.rest().orElseThrow() : cluster.master();
  }

  private Path sparkSubmit() {
    return Path.of(environment.getOrDefault("SPARK_HOME", ""), "bin", "spark-submit");
  }

  /** spark-submit's command line: what the script would put before the command. */
  private List<String> withJar(List<String> command) {
    ImmutableList.Builder<String> words = ImmutableList.builder();
    int options = command.indexOf("copy");
    words.addAll(command.subList(0, options));
    words.add("--class", "org.bucketcopy.job.BucketCopy");
    words.add(environment.getOrDefault("BUCKET_COPY_JAR", ""));
    words.addAll(command.subList(options, command.size()));
    return words.build();
  }

  private ScriptProcess start(String name, List<String> command) throws IOException {
    Map<String, String> all =
        ImmutableMap.<String, String>builder()
            .putAll(environment)
            .put("LC_ALL", "C.UTF-8")
            .put("SPARK_LOCAL_IP", "127.0.0.1")
            .put("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1")
            .build();
    return ScriptProcess.start(directory, name, command, all);
  }

  /** Once all executors have as many requests in flight as they may, parts are copied promptly. */
  private static void hurryWhenAllWork(VirtualS3 server, ScriptProcess copy, Trial trial)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (server.ledger().highestInFlight() < trial.executors() * IN_FLIGHT
        && (copy.process().isAlive() || trial.inCluster())
        && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    server.behave(Behaviour.prompt());
  }
}
