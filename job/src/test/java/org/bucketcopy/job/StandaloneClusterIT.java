package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.util.concurrent.Uninterruptibles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.FreePorts;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.ScriptProcess;
import org.bucketcopy.job.servers.SettingsFile;
import org.bucketcopy.job.servers.StandaloneCluster;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssServer;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application through spark-submit, on a real cluster of two workers. */
final class StandaloneClusterIT {
  private static final Path SCRIPTS = Path.of("..", "submit-scripts").toAbsolutePath();

  @TempDir static Path directory;
  private static StandaloneCluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster =
        StandaloneCluster.start(
            SCRIPTS.resolve("standalone-cluster"),
            "test",
            List.of("--workers", "2", "--rest", "" + FreePorts.find(1)[0]),
            Map.of(),
            directory.resolve("cluster.err").toFile());
  }

  @AfterAll
  static void stopCluster() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void thePartsOfOneObjectAreCopiedByBothWorkers() throws Exception {
    int parts = 2048;
    Behaviour slow = Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 400);
    SyntheticKeys keys =
        SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(1, parts * (128L << 20)));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys), slow, 0, 1)) {
      CopyScript script =
          CopyScript.s3(
              SCRIPTS.resolve("bucket-copy"), directory, S3Access.unchecked(server.endpoint()));

      ScriptProcess copy =
          start(
              "copy",
              script.command(
                  List.of("--master", cluster.master(), "--executor-memory", "512m"),
                  List.of("--in-flight", "32")));

      assertThat(copy.exitCode(5, TimeUnit.MINUTES)).as(copy.errors()).isZero();
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
      JsonNode summary = copy.summary();
      assertThat(summary.path("parts").asInt()).isEqualTo(parts);
      JsonNode byExecutor = summary.path("requestsByExecutor");
      assertThat(byExecutor.size()).as("" + summary).isEqualTo(2);
      byExecutor.forEach(requests -> assertThat(requests.asInt()).isGreaterThan(100));
    }
  }

  /** No part is answered until more are sent at once than one executor sends. */
  @Test
  void thePartsOfOneFileAreReadAndSentByBothWorkers() throws Exception {
    int inFlight = 4;
    int parts = 16;
    byte[] content = CopiedBucketContract.bytes(parts << 20);
    Path tree = Files.createDirectories(directory.resolve("tree"));
    Files.write(tree.resolve("one.parquet"), content);
    OssLogin login = new OssLogin("LTAI-cluster", "its-secret", Optional.empty());
    CountDownLatch bothSend = new CountDownLatch(inFlight + 1);
    try (OssServer server = new OssServer(1000)) {
      server.accept(login);
      server.create("destination", OssServer.REGION);
      server.watch(
          kind -> {
            if (kind != OssCallKind.UPLOAD_PART) {
              return Optional.empty();
            }
            bothSend.countDown();
            return Uninterruptibles.awaitUninterruptibly(bothSend, 2, TimeUnit.MINUTES)
                ? Optional.empty()
                : Optional.of(OssFault.error(500, "InternalError"));
          });
      CopyScript script =
          new CopyScript(
              SCRIPTS.resolve("bucket-copy"),
              SettingsFile.write(directory, server.settings(login)),
              "oss");

      ScriptProcess upload =
          start(
              "upload",
              script.upload(
                  List.of("--master", cluster.master(), "--executor-memory", "512m"),
                  tree,
                  List.of(
                      "--part-size",
                      "1MiB",
                      "--multipart-threshold",
                      "2MiB",
                      "--in-flight",
                      "" + inFlight)));

      assertThat(upload.exitCode(5, TimeUnit.MINUTES)).as(upload.errors()).isZero();
      assertThat(server.keys("destination")).containsExactly("one.parquet");
      assertThat(server.read("destination", "one.parquet")).isEqualTo(content);
      assertThat(server.object("destination", "one.parquet").contentHeaders())
          .containsEntry("content-type", "application/vnd.apache.parquet");
      assertThat(server.uploadsOpen("destination")).isZero();
      JsonNode summary = upload.summary();
      assertThat(summary.path("parts").asInt()).isEqualTo(parts);
      JsonNode byExecutor = summary.path("requestsByExecutor");
      assertThat(byExecutor.size()).as("" + summary).isEqualTo(2);
      byExecutor.forEach(requests -> assertThat(requests.asInt()).isPositive());
    }
  }

  @Test
  void executorsOfAnotherEnvironmentCopyWhereTheDriverDoes() throws Exception {
    SyntheticKeys keys =
        SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(20, 4096).then(2, 1L << 30));
    try (VirtualS3 drivers = VirtualS3.start(Holdings.of(keys));
        VirtualS3 executors = VirtualS3.start(Holdings.of(keys))) {
      Path settings =
          SettingsFile.write(
              directory,
              Map.of("fs.s3a.access.key", "user", "fs.s3a.secret.key", "unchecked"),
              Map.of(
                  "spark.driver.extraJavaOptions",
                  "-Daws.endpointUrlS3=" + drivers.endpoint(),
                  "spark.executor.extraJavaOptions",
                  "-Daws.endpointUrl=" + executors.endpoint(),
                  "spark.executorEnv.AWS_ENDPOINT_URL_S3",
                  executors.endpoint().toString()));

      ScriptProcess copy =
          start(
              "copy-elsewhere",
              new CopyScript(SCRIPTS.resolve("bucket-copy"), settings, "s3")
                  .command(
                      List.of("--master", cluster.master(), "--executor-memory", "512m"),
                      List.of()));

      assertThat(copy.exitCode(5, TimeUnit.MINUTES)).as(copy.errors()).isZero();
      assertThat(drivers.verdict().allRight()).as("" + drivers.verdict()).isTrue();
      assertThat(executors.ledger().requests()).isZero();
    }
  }

  /**
   * By the gateway that asks for no REST server, which gives the driver none of Spark's own
   * options.
   */
  @Test
  void inClusterModeTheDriverRunsOnAWorker() throws Exception {
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(20, 1L << 30));
    Path summary = directory.resolve("summary.json");
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys))) {
      CopyScript script =
          CopyScript.s3(
              SCRIPTS.resolve("bucket-copy"), directory, S3Access.unchecked(server.endpoint()));

      ScriptProcess submission =
          start(
              "cluster",
              script.command(
                  List.of(
                      "--master",
                      cluster.master(),
                      "--deploy-mode",
                      "cluster",
                      "--driver-memory",
                      "512m",
                      "--executor-memory",
                      "512m"),
                  List.of("--summary", summary.toString())));

      assertThat(submission.exitCode(5, TimeUnit.MINUTES)).as(submission.errors()).isZero();
      JsonNode told = awaitSummary(summary);
      assertThat(told.path("exitCode").asInt(-1)).as("" + told).isZero();
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    }
  }

  /** spark-submit says nothing of what becomes of the driver: only the status does. */
  @Test
  void inClusterModeByRestTheExitCodeIsThatOfTheStatus() throws Exception {
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(20, 4096));
    String runDirectory = directory.resolve("run").toString();
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys))) {
      server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
      Path bucketCopy = SCRIPTS.resolve("bucket-copy");
      CopyScript script =
          CopyScript.s3(bucketCopy, directory, S3Access.unchecked(server.endpoint()));

      ScriptProcess submission =
          start(
              "rest",
              script.command(
                  List.of(
                      "--master",
                      cluster.rest().orElseThrow(),
                      "--deploy-mode",
                      "cluster",
                      "--conf",
                      "spark.master.rest.enabled=true",
                      "--driver-memory",
                      "512m",
                      "--executor-memory",
                      "512m"),
                  List.of("--tags", "required", "--run-dir", runDirectory)));

      assertThat(submission.exitCode(5, TimeUnit.MINUTES)).as(submission.errors()).isZero();
      ScriptProcess status =
          start(
              "status",
              List.of(bucketCopy.toString(), "status", "--run-dir", runDirectory, "--wait"));
      assertThat(status.exitCode(5, TimeUnit.MINUTES)).as(status.errors()).isEqualTo(1);
      JsonNode run = status.summary().path("run");
      assertThat(run.path("failed").asInt()).as("" + run).isEqualTo(1);
      assertThat(server.verdict().right()).as("" + server.verdict()).isEqualTo(19);
    }
  }

  private static ScriptProcess start(String name, List<String> command) throws Exception {
    return ScriptProcess.start(
        directory, name, command, Map.of("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1"));
  }

  /** The summary's file is empty until the driver, of which nobody here hears, has ended. */
  private static JsonNode awaitSummary(Path file) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    while (!Files.exists(file) || Files.size(file) == 0) {
      assertThat(System.nanoTime()).as("a summary is written").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return new JsonMapper().readTree(Files.readString(file));
  }
}
