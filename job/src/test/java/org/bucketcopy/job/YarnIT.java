package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.ScriptProcess;
import org.bucketcopy.job.servers.SettingsFile;
import org.bucketcopy.job.servers.YarnCluster;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application on a real YARN: what YARN says of a run is what became of it. */
final class YarnIT {
  private static final Path SCRIPT =
      Path.of("..", "submit-scripts", "bucket-copy").toAbsolutePath();
  private static final int OBJECTS = 50;
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(OBJECTS - 1, 4096).then(1, 1L << 30));

  @TempDir static Path cluster;
  private static YarnCluster yarn;

  @TempDir Path directory;
  private final VirtualS3 server = VirtualS3.start(Holdings.of(KEYS));
  private CopyScript script;

  @BeforeAll
  static void startYarn() throws Exception {
    yarn = YarnCluster.start(cluster);
  }

  @AfterAll
  static void stopYarn() throws Exception {
    if (yarn != null) {
      yarn.close();
    }
  }

  @BeforeEach
  void writeSettings() throws Exception {
    String spark =
        Arrays.stream(
                Files.readString(Path.of("target", "spark.classpath")).split(File.pathSeparator))
            .map(jar -> "local:" + jar.strip())
            .collect(Collectors.joining(","));
    String shortLived = "-XX:TieredStopAtLevel=1";
    Map<String, String> settings =
        Map.of(
            "spark.yarn.jars", spark,
            "spark.yarn.report.interval", "200ms",
            "spark.yarn.scheduler.heartbeat.interval-ms", "200",
            "spark.executor.instances", "1",
            "spark.driver.memory", "512m",
            "spark.executor.memory", "512m",
            "spark.driver.extraJavaOptions", shortLived,
            "spark.yarn.am.extraJavaOptions", shortLived,
            "spark.executor.extraJavaOptions", shortLived);
    Path file =
        SettingsFile.write(
            directory, S3Access.unchecked(server.endpoint()).hadoopSettings(), settings);
    script = new CopyScript(SCRIPT, file, "s3");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ScriptProcess run(String mode, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("--summary", summaryFile().toString()));
    all.addAll(List.of(options));
    ScriptProcess run =
        ScriptProcess.start(
            directory,
            mode,
            script.command(List.of("--master", "yarn", "--deploy-mode", mode), all),
            Map.of(
                "HADOOP_CONF_DIR",
                yarn.conf().toString(),
                "SPARK_SUBMIT_OPTS",
                "-XX:TieredStopAtLevel=1"));
    run.process().onExit().get(5, TimeUnit.MINUTES);
    return run;
  }

  private Path summaryFile() {
    return directory.resolve("summary.json");
  }

  private static JsonNode json(String line) throws Exception {
    return new JsonMapper().readTree(line);
  }

  /** What YARN says of the run. */
  private static void assertEnded(
      ApplicationReport run, FinalApplicationStatus status, int attempts) throws Exception {
    assertThat(run.getFinalApplicationStatus()).as(run.getDiagnostics()).isEqualTo(status);
    assertThat(yarn.attempts(run)).as(run.getDiagnostics()).isEqualTo(attempts);
  }

  private void assertAllCopied(JsonNode summary) {
    assertThat(summary.path("exitCode").asInt(-1)).as("" + summary).isZero();
    assertThat(summary.path("copied").asInt()).as("" + summary).isEqualTo(OBJECTS);
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
  }

  @Test
  void inClientModeAllIsAsOnOneMachine() throws Exception {
    ScriptProcess run = run("client");

    assertThat(run.process().exitValue()).as(run.errors()).isZero();
    assertAllCopied(run.summary());
    assertEnded(yarn.lastApplication(), FinalApplicationStatus.SUCCEEDED, 1);
  }

  @Test
  void inClusterModeASuccessIsOneAndIsMadeOnce() throws Exception {
    ScriptProcess run = run("cluster");

    assertThat(run.process().exitValue()).as(run.errors()).isZero();
    ApplicationReport application = yarn.lastApplication();
    assertEnded(application, FinalApplicationStatus.SUCCEEDED, 1);
    assertThat(application.getName()).isEqualTo("bucket-copy");
    assertAllCopied(json(Files.readString(summaryFile())));
    assertAllCopied(json(yarn.lastLine(application, 1)));
  }

  @Test
  void inClusterModeFailedObjectsAreTheExitCodeThatYarnTells() throws Exception {
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);

    ScriptProcess run = run("cluster", "--tags", "required");

    assertThat(run.process().exitValue()).as(run.errors()).isEqualTo(1);
    ApplicationReport application = yarn.lastApplication();
    assertEnded(application, FinalApplicationStatus.FAILED, 1);
    assertThat(application.getDiagnostics()).contains("exited with status 1");
    JsonNode summary = json(Files.readString(summaryFile()));
    assertThat(summary.path("exitCode").asInt()).as("" + summary).isEqualTo(1);
    assertThat(summary.path("failed").asInt()).as("" + summary).isEqualTo(1);
  }

  @Test
  void inClusterModeWithARunDirectoryYarnGoesOn() throws Exception {
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);

    ScriptProcess run =
        run("cluster", "--tags", "required", "--run-dir", directory.resolve("run").toString());

    assertThat(run.process().exitValue()).as(run.errors()).isZero();
    ApplicationReport application = yarn.lastApplication();
    assertEnded(application, FinalApplicationStatus.SUCCEEDED, 2);
    assertThat(json(yarn.lastLine(application, 1)).path("failed").asInt()).isEqualTo(1);
    JsonNode summary = json(Files.readString(summaryFile()));
    assertThat(summary.path("copied").asInt()).as("" + summary).isEqualTo(1);
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
  }

  @Test
  void inClusterModeAUsageErrorIsNotTriedAgain() throws Exception {
    ScriptProcess run = run("cluster", "--part-size", "64");

    assertThat(run.process().exitValue()).as(run.errors()).isEqualTo(1);
    ApplicationReport application = yarn.lastApplication();
    assertThat(application.getYarnApplicationState()).isEqualTo(YarnApplicationState.FAILED);
    assertEnded(application, FinalApplicationStatus.FAILED, 1);
    assertThat(json(yarn.lastLine(application, 1)).path("exitCode").asInt()).isEqualTo(2);
    assertThat(server.ledger().requests()).isZero();
  }
}
