package org.bucketcopy.job.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.SignalContainerCommand;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * A real YARN of one node and its HDFS, in a process of their own. See {@code
 * src/test/hadoop/MiniYarn.java}.
 */
public final class YarnCluster implements AutoCloseable {
  private static final Path PROGRAM = Path.of("src", "test", "hadoop", "MiniYarn.java");

  private static final Path CLASSPATH = Path.of("target", "test.classpath");

  private static final List<String> OPENED =
      List.of("lang", "lang.reflect", "io", "net", "nio", "util", "util.concurrent");

  private static final int MAX_LOOKS = 300;

  /** Number of the first container, in which the ApplicationMaster runs. */
  private static final long DRIVER = 1;

  private final Path folder;
  private final Process process;
  private final YarnClient client;
  private Optional<FileSystem> files = Optional.empty();

  private YarnCluster(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.client = YarnClient.createYarnClient();
  }

  /**
   * Starts one.
   *
   * @param folder where it keeps what it has
   * @throws IOException if it does not start
   */
  public static YarnCluster start(Path folder) throws IOException {
    String java = System.getProperty("java.home");
    List<String> command =
        new ArrayList<>(List.of(java + "/bin/java", "-Xmx512m", "-XX:TieredStopAtLevel=1"));
    OPENED.forEach(name -> command.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED"));
    command.addAll(List.of("-cp", Files.readString(CLASSPATH)));
    command.addAll(List.of(PROGRAM.toString(), folder.toString()));
    File log = folder.resolve("yarn.log").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
    builder.environment().put("JAVA_HOME", java);
    YarnCluster cluster = new YarnCluster(folder, builder.start());
    cluster.awaitReady(log);
    return cluster;
  }

  private void awaitReady(File log) throws IOException {
    BufferedReader said = process.inputReader(UTF_8);
    String line;
    do {
      line = said.readLine();
      if (line == null) {
        throw new IOException("YARN did not start: " + Files.readString(log.toPath()));
      }
    } while (!line.equals("READY"));
    Configuration settings = new Configuration();
    settings.addResource(new org.apache.hadoop.fs.Path(conf().resolve("yarn-site.xml").toUri()));
    client.init(settings);
    client.start();
    files = Optional.of(FileSystem.newInstance(settings));
  }

  /** Its HDFS, for the user that may do everything. */
  public FileSystem files() {
    return files.orElseThrow();
  }

  /** The whole address of a path of its HDFS that starts with {@code /}. */
  public String address(String path) {
    return files().getUri() + path;
  }

  /** A text file of its HDFS. */
  public String read(String path) throws IOException {
    try (InputStream in = files().open(new org.apache.hadoop.fs.Path(path))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** For {@code HADOOP_CONF_DIR}. */
  public Path conf() {
    return folder.resolve("conf");
  }

  /**
   * The application that was submitted last, when it has come to its end: the process that
   * submitted it may end before YARN has heard of that.
   */
  public ApplicationReport lastApplication()
      throws IOException, YarnException, InterruptedException {
    ApplicationReport last = newestApplication();
    for (int left = MAX_LOOKS; left > 0 && !isOver(last); left--) {
      TimeUnit.MILLISECONDS.sleep(200);
      last = newestApplication();
    }
    return last;
  }

  /** The containers in which executors of the application that was submitted last run now. */
  public List<ContainerId> executors() throws IOException, YarnException {
    Optional<ApplicationReport> newest =
        client.getApplications().stream()
            .max(Comparator.comparing(ApplicationReport::getApplicationId));
    if (newest.isEmpty()
        || newest.orElseThrow().getYarnApplicationState() != YarnApplicationState.RUNNING) {
      return List.of();
    }
    return client.getContainers(newest.orElseThrow().getCurrentApplicationAttemptId()).stream()
        .filter(container -> container.getContainerState() == ContainerState.RUNNING)
        .map(ContainerReport::getContainerId)
        .filter(container -> container.getContainerId() > DRIVER)
        .toList();
  }

  /** Whether something runs in a container now. */
  public boolean isRunning(ContainerId container) throws IOException, YarnException {
    return client.getContainers(container.getApplicationAttemptId()).stream()
        .anyMatch(
            report ->
                report.getContainerId().equals(container)
                    && report.getContainerState() == ContainerState.RUNNING);
  }

  /** Kills a container, as kill -9 does. */
  public void kill(ContainerId container) throws IOException, YarnException {
    client.signalToContainer(container, SignalContainerCommand.FORCEFUL_SHUTDOWN);
  }

  /**
   * Submits something else that needs memory at once, and does nothing with it.
   *
   * @param queue where it is submitted
   */
  public ApplicationId occupy(String queue, long megabytes) throws IOException, YarnException {
    ApplicationSubmissionContext other =
        client.createApplication().getApplicationSubmissionContext();
    other.setQueue(queue);
    other.setResource(Resource.newInstance(megabytes, 1));
    other.setMaxAppAttempts(1);
    other.setAMContainerSpec(
        ContainerLaunchContext.newInstance(
            Map.of(), Map.of(), List.of("sleep 600"), Map.of(), null, Map.of()));
    return client.submitApplication(other);
  }

  /** Ends an application. */
  public void kill(ApplicationId application) throws IOException, YarnException {
    client.killApplication(application);
  }

  private static boolean isOver(ApplicationReport application) {
    return application.getFinalApplicationStatus() != FinalApplicationStatus.UNDEFINED;
  }

  private ApplicationReport newestApplication() throws IOException, YarnException {
    return client.getApplications().stream()
        .max(Comparator.comparing(ApplicationReport::getApplicationId))
        .orElseThrow();
  }

  /** How often YARN has started that application. */
  public int attempts(ApplicationReport application) throws IOException, YarnException {
    return client.getApplicationAttempts(application.getApplicationId()).size();
  }

  /** The last line that the driver of an attempt, from 1, has written to standard output. */
  public String lastLine(ApplicationReport application, int attempt) throws IOException {
    String id = application.getApplicationId().toString().replace("application", "container");
    String container = String.format("%s_%02d_000001", id, attempt);
    try (Stream<Path> files = Files.walk(folder)) {
      Path out =
          files
              .filter(file -> file.endsWith(Path.of(container, "stdout")))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no output of " + container));
      return Files.readString(out).lines().reduce("", (before, line) -> line);
    }
  }

  @Override
  public void close() throws IOException {
    client.stop();
    if (files.isPresent()) {
      files.orElseThrow().close();
    }
    // Its sign to end.
    process.getOutputStream().close();
    try {
      process.onExit().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
  }
}
