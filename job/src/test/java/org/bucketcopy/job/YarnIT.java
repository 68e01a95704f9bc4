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
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.ScriptProcess;
import org.bucketcopy.job.servers.SettingsFile;
import org.bucketcopy.job.servers.YarnCluster;
import org.bucketcopy.job.servers.virtual.Behaviour;
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
  private static final int PARTS = 400;
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of(
          "", KeyShape.NUMBERED, SizeRule.of(OBJECTS - 1, 4096).then(1, PARTS * (128L << 20)));

  private static final Path SPARK_CLASS =
      Path.of("..", "submit-scripts", "maven-spark", "spark-class").toAbsolutePath();

  private static final Path JAR = Path.of("target", "bucket-copy.jar").toAbsolutePath();

  /** So slow that two executors with two parts in flight each take minutes. */
  private static final Behaviour SLOW =
      Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 2_000);

  @TempDir static Path cluster;
  private static YarnCluster yarn;

  @TempDir Path directory;
  private final VirtualS3 server = VirtualS3.start(Holdings.of(KEYS));
  private final List<ScriptProcess> started = new ArrayList<>();
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
    started.forEach(run -> run.process().destroyForcibly());
    server.close();
  }

  private ScriptProcess run(String mode, String... options) throws Exception {
    ScriptProcess run = start(mode, List.of(), List.of(options));
    run.process().onExit().get(5, TimeUnit.MINUTES);
    return run;
  }

  private ScriptProcess start(String mode, List<String> submit, List<String> options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("--summary", summaryFile()));
    all.addAll(options);
    List<String> master = new ArrayList<>(List.of("--master", "yarn", "--deploy-mode", mode));
    master.addAll(submit);
    return start(mode, script.command(master, all));
  }

  private ScriptProcess start(String name, List<String> command) throws Exception {
    ScriptProcess process =
        ScriptProcess.start(
            directory,
            name,
            command,
            Map.of(
                "HADOOP_CONF_DIR",
                yarn.conf().toString(),
                "SPARK_SUBMIT_OPTS",
                "-XX:TieredStopAtLevel=1"));
    started.add(process);
    return process;
  }

  /** Waits for the run of a run directory, which says how it has ended. */
  private ScriptProcess startStatus(String runDirectory) throws Exception {
    return start(
        "status", List.of(SCRIPT.toString(), "status", "--run-dir", runDirectory, "--wait"));
  }

  /** On YARN's own file system. */
  private String summaryFile() {
    return directory.resolve("summary.json").toString();
  }

  private String runDirectory() {
    return yarn.address(directory.resolve("run").toString());
  }

  private JsonNode summary() throws Exception {
    return json(yarn.read(summaryFile()));
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

  /** By spark-submit without the script, so that the application alone has set what it needs. */
  @Test
  void executorsComeAsTheyAreNeededAndAKilledOneIsReplaced() throws Exception {
    server.behave(SLOW);
    List<String> command =
        new ArrayList<>(List.of(SPARK_CLASS.toString(), "org.apache.spark.deploy.SparkSubmit"));
    List<String> copy =
        script.command(
            List.of(
                "--master",
                "yarn",
                "--conf",
                "spark.dynamicAllocation.enabled=true",
                "--conf",
                "spark.dynamicAllocation.maxExecutors=2"),
            List.of("--in-flight", "2"));
    int options = copy.indexOf("copy");
    command.addAll(copy.subList(1, options));
    command.addAll(List.of("--class", BucketCopy.class.getName(), JAR.toString()));
    command.addAll(copy.subList(options, copy.size()));

    ScriptProcess run = start("plain", command);
    await(run, this::twoExecutorsWork);
    ContainerId killed = yarn.executors().get(0);
    yarn.kill(killed);
    await(run, () -> yarn.executors().size() == 2 && !yarn.executors().contains(killed));
    server.behave(Behaviour.prompt());

    assertThat(run.exitCode(5, TimeUnit.MINUTES)).as(run.errors()).isZero();
    assertAllCopied(run.summary());
    assertThat(run.summary().path("requestsByExecutor").size()).isGreaterThan(1);
    assertThat(server.ledger().requests(Operation.COPY_PART))
        .as("with what was in flight there, and the part of the probe")
        .isGreaterThan(PARTS + 1);
    assertEnded(yarn.lastApplication(), FinalApplicationStatus.SUCCEEDED, 1);
  }

  /** What is submitted to the other queue gets its half, for which an executor has to go. */
  @Test
  void whatAPreemptedExecutorHadIsDoneByTheOthers() throws Exception {
    server.behave(SLOW);
    ScriptProcess run =
        start(
            "client",
            List.of("--num-executors", "2", "--conf", "spark.executor.memoryOverhead=1536m"),
            List.of("--in-flight", "2"));
    await(run, this::twoExecutorsWork);
    List<ContainerId> before = yarn.executors();
    assertThat(before).hasSize(2);

    ApplicationId other = yarn.occupy("urgent", 2048);
    try {
      await(run, () -> !yarn.isRunning(before.get(0)) || !yarn.isRunning(before.get(1)));
      server.behave(Behaviour.prompt());

      assertThat(run.exitCode(5, TimeUnit.MINUTES)).as(run.errors()).isZero();
    } finally {
      yarn.kill(other);
    }
    assertAllCopied(run.summary());
    assertThat(run.errors()).contains("preempted");
  }

  @Test
  void inClusterModeASuccessIsOneAndIsMadeOnce() throws Exception {
    ScriptProcess run = start("cluster", List.of(), List.of("--run-dir", runDirectory()));
    ScriptProcess status = startStatus(runDirectory());

    assertThat(run.exitCode(5, TimeUnit.MINUTES)).as(run.errors()).isZero();
    ApplicationReport application = yarn.lastApplication();
    assertEnded(application, FinalApplicationStatus.SUCCEEDED, 1);
    assertThat(application.getName()).isEqualTo("bucket-copy");
    assertAllCopied(summary());
    assertAllCopied(json(yarn.lastLine(application, 1)));
    assertThat(status.exitCode(5, TimeUnit.MINUTES)).as(status.errors()).isZero();
    assertAllCopied(status.summary().path("run"));
  }

  @Test
  void inClusterModeFailedObjectsAreTheExitCodeThatYarnTells() throws Exception {
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);

    ScriptProcess run =
        start(
            "cluster",
            List.of("--conf", "spark.yarn.maxAppAttempts=1"),
            List.of("--tags", "required", "--run-dir", runDirectory()));

    assertThat(run.exitCode(5, TimeUnit.MINUTES)).as(run.errors()).isEqualTo(1);
    ApplicationReport application = yarn.lastApplication();
    assertEnded(application, FinalApplicationStatus.FAILED, 1);
    assertThat(application.getDiagnostics()).contains("exited with status 1");
    assertThat(summary().path("exitCode").asInt()).as("" + summary()).isEqualTo(1);
    assertThat(summary().path("failed").asInt()).as("" + summary()).isEqualTo(1);
    ScriptProcess status = startStatus(runDirectory());
    assertThat(status.exitCode(5, TimeUnit.MINUTES)).as(status.errors()).isEqualTo(1);
  }

  @Test
  void inClusterModeWithARunDirectoryYarnGoesOn() throws Exception {
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);

    ScriptProcess run = run("cluster", "--tags", "required", "--run-dir", runDirectory());

    assertThat(run.process().exitValue()).as(run.errors()).isZero();
    ApplicationReport application = yarn.lastApplication();
    assertEnded(application, FinalApplicationStatus.SUCCEEDED, 2);
    assertThat(json(yarn.lastLine(application, 1)).path("failed").asInt()).isEqualTo(1);
    assertThat(summary().path("copied").asInt()).as("" + summary()).isEqualTo(1);
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

  /** With two parts in flight each. */
  private boolean twoExecutorsWork() throws Exception {
    return yarn.executors().size() == 2 && server.ledger().inFlight() >= 4;
  }

  /** What may fail while it looks. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(ScriptProcess run, Condition condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    while (!condition.holds()) {
      assertThat(run.process().isAlive() && System.nanoTime() < deadline).as(run.errors()).isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
