package org.bucketcopy.job.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bucketcopy.job.servers.FreePorts;
import org.bucketcopy.job.servers.StandaloneCluster;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Transfers with a server that fails in every way it can, kills each of the two executors and the
 * driver once on the way, runs again, and says what became of the objects.
 */
@Command(
    name = "fault-drill",
    description =
        "Runs the job on a cluster of two workers against a server with every fault turned on,"
            + " kills both executors and the driver once each, runs it again, and checks every"
            + " object. Ends with one line.",
    sortOptions = false)
public final class FaultDrill implements Callable<Integer> {
  private static final long MAX_MINUTES = 10;

  @Option(names = "--scripts", required = true, hidden = true, description = "Where scripts are.")
  private Path scripts;

  @ArgGroup private Sending sending = new Sending();

  /** How bytes are sent, if they are; one of them. */
  private static final class Sending {
    @Option(
        names = "--upload",
        description = "Uploads local files to an OSS server, in place of copying in an S3 server.")
    private boolean upload;

    @Option(
        names = "--relay",
        description = "Relays from one OSS server to another, in place of copying in an S3 server.")
    private boolean relay;
  }

  @Option(
      names = "--small",
      defaultValue = "2000",
      description = "Objects of 4 KiB (default: ${DEFAULT-VALUE}).")
  private int small;

  @Option(
      names = "--large",
      defaultValue = "40",
      description =
          "Objects of 40 parts and 5 GiB, virtual, or files or objects of 6 parts and 6 MiB (default:"
              + " ${DEFAULT-VALUE}).")
  private int large;

  @Option(
      names = "--chance",
      defaultValue = "0.05",
      description = "Of each fault, for each request (default: ${DEFAULT-VALUE}).")
  private double chance;

  @Option(
      names = "--silence",
      paramLabel = "MILLIS",
      defaultValue = "30000",
      description = "How long a silent answer takes (default: ${DEFAULT-VALUE}).")
  private long silence;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the server's dice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--help", usageHelp = true, description = "Show these options.")
  private boolean help;

  /** Runs the drill and ends the process: 0 if all is right. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FaultDrill()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("fault-drill");
    try (Drill drill = drill(directory);
        StandaloneCluster cluster =
            StandaloneCluster.start(
                scripts.resolve("standalone-cluster"),
                "drill",
                2,
                directory.resolve("cluster.log").toFile())) {
      Job job = new Job(drill, cluster.master(), directory.resolve("run"));
      killedRun(job, drill);
      long partsBefore = drill.partsAgain();
      long inFlight = drill.inFlight();
      say("Running again.");
      int exitCode = job.start(FreePorts.find(1)[0]).waitFor();
      say(
          String.format(
              "The second run ended with exit code %d. %d parts were %s again in it: answers were"
                  + " lost, and %d requests were in flight when the driver was killed.",
              exitCode, drill.partsAgain() - partsBefore, drill.made(), inFlight));
      return verdict(drill) && exitCode == 0 ? 0 : 1;
    }
  }

  private Drill drill(Path directory) throws IOException {
    Path script = scripts.resolve("bucket-copy");
    Drill.Measure measure = new Drill.Measure(small, large, chance, silence, seed);
    if (sending.upload) {
      return new UploadDrill(script, directory, measure);
    }
    return sending.relay
        ? new RelayDrill(script, directory, measure)
        : new CopyDrill(script, directory, measure);
  }

  /** Kills an executor at a quarter of the parts, the other at a half, and then the driver. */
  private static void killedRun(Job job, Drill drill) throws Exception {
    int port = FreePorts.find(1)[0];
    Process driver = job.start(port);
    ExecutorProcesses executors = new ExecutorProcesses(port);
    await(() -> drill.partsMade() > drill.parts() / 4);
    say("Killing an executor: " + executors.killOne());
    await(() -> drill.partsMade() > drill.parts() / 2);
    say("Killing an executor: " + executors.killOne());
    await(() -> drill.partsMade() > drill.parts() * 3 / 4);
    say("Killing the driver with " + drill.inFlight() + " requests in flight.");
    driver.destroyForcibly().waitFor();
    await(() -> executors.running().isEmpty());
  }

  private static boolean verdict(Drill drill) {
    Drill.Found found = drill.found();
    System.out.printf(
        Locale.ROOT,
        "objects right %d, objects wrong %d, uploads left open %d, parts %s again %d%n",
        found.right(),
        found.wrong(),
        found.uploadsOpen(),
        drill.made(),
        drill.partsAgain());
    return found.allRight();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MAX_MINUTES);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the run is stuck");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static void say(String text) {
    System.err.println("fault-drill: " + text);
  }

  /** The job as a user runs it. */
  private record Job(Drill drill, String master, Path runDirectory) {
    Process start(int driverPort) throws IOException {
      List<String> submitOptions =
          List.of(
              "--master",
              master,
              "--executor-memory",
              "768m",
              "--conf",
              "spark.driver.port=" + driverPort);
      List<String> command =
          drill.command(submitOptions, List.of("--run-dir", runDirectory.toString()));
      return new ProcessBuilder(command).inheritIO().start();
    }
  }
}
