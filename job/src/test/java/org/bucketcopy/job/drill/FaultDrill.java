package org.bucketcopy.job.drill;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.ListingQuirk;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.StandaloneCluster;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.Quirk;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.Verdict;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Copies from a server that fails in every way it can, kills each of the two executors and the
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

  /** Parts of 128 MiB in an object of 5 GiB. */
  private static final int PARTS_EACH = 40;

  private static final List<Fault> FAULTS =
      ImmutableList.of(
          Fault.INTERNAL_ERROR,
          Fault.SLOW_DOWN,
          Fault.RESET_BEFORE,
          Fault.RESET_AFTER,
          Fault.CUT_SHORT,
          Fault.ERROR_IN_BODY,
          Fault.SILENCE);

  @Option(names = "--scripts", required = true, hidden = true, description = "Where scripts are.")
  private Path scripts;

  @Option(
      names = "--small",
      defaultValue = "2000",
      description = "Objects of 4 KiB (default: ${DEFAULT-VALUE}).")
  private int small;

  @Option(
      names = "--large",
      defaultValue = "40",
      description = "Objects of 5 GiB, virtual (default: ${DEFAULT-VALUE}).")
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
    SizeRule sizes = SizeRule.of(small, 4096).then(large, 5L << 30);
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, sizes);
    Path directory = Files.createTempDirectory("fault-drill");
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys), behaviour(), 0, 1);
        StandaloneCluster cluster =
            StandaloneCluster.start(
                scripts.resolve("standalone-cluster"),
                2,
                directory.resolve("cluster.log").toFile())) {
      makeOdd(server);
      CopyScript script =
          CopyScript.s3(
              scripts.resolve("bucket-copy"), directory, S3Access.unchecked(server.endpoint()));
      Job job = new Job(script, cluster.master(), directory.resolve("run"));
      killedRun(job, server);
      long partsBefore = server.ledger().partsAgain();
      long inFlight = server.ledger().inFlight();
      say("Running again.");
      int exitCode = job.start(freePort()).waitFor();
      return verdict(server, exitCode, partsBefore, inFlight);
    }
  }

  private Behaviour behaviour() {
    Behaviour behaviour =
        Behaviour.prompt()
            .withLatencyMillis(20)
            .withLatencyMillis(Operation.COPY_PART, 300)
            .withSilenceMillis(silence)
            .withPartEtags(Behaviour.PartEtags.FRESH)
            .withSeed(seed);
    for (Fault fault : FAULTS) {
      behaviour = behaviour.withFault(fault, chance);
    }
    return behaviour;
  }

  /** What real servers are known to do otherwise than S3, and what must not matter. */
  private static void makeOdd(VirtualS3 server) {
    server.quirks().always(Quirk.IGNORED_IF_MATCH);
    server.quirks().always(Quirk.IGNORED_IF_NONE_MATCH);
    server.quirks().next(Quirk.INVALID_PART, 3);
    server
        .quirks()
        .listings()
        .with(ListingQuirk.START_AFTER_IGNORED)
        .with(ListingQuirk.TOKEN_IGNORED)
        .with(ListingQuirk.ENCODING_IGNORED)
        .with(ListingQuirk.NO_COMMON_PREFIXES);
  }

  /** Kills an executor at a quarter of the parts, the other at a half, and then the driver. */
  private void killedRun(Job job, VirtualS3 server) throws Exception {
    int port = freePort();
    Process driver = job.start(port);
    ExecutorProcesses executors = new ExecutorProcesses(port);
    long parts = (long) large * PARTS_EACH;
    await(() -> copies(server) > parts / 4);
    say("Killing an executor: " + executors.killOne());
    await(() -> copies(server) > parts / 2);
    say("Killing an executor: " + executors.killOne());
    await(() -> copies(server) > parts * 3 / 4);
    say("Killing the driver with " + server.ledger().inFlight() + " requests in flight.");
    driver.destroyForcibly().waitFor();
    await(() -> executors.running().isEmpty());
  }

  private static long copies(VirtualS3 server) {
    return server.ledger().answers(Operation.COPY_PART, 200);
  }

  private int verdict(VirtualS3 server, int exitCode, long partsBefore, long inFlight) {
    Verdict verdict = server.verdict();
    long wrong = verdict.wrong() + verdict.stale() + verdict.extra() + verdict.missing();
    say("The second run ended with exit code " + exitCode + "; " + verdict + ".");
    say(
        (server.ledger().partsAgain() - partsBefore)
            + " parts were copied again in the second run: answers were lost, and "
            + inFlight
            + " requests were in flight when the driver was killed.");
    System.out.printf(
        Locale.ROOT,
        "objects right %d, objects wrong %d, uploads left open %d, parts copied again %d%n",
        verdict.right(),
        wrong,
        server.uploadsOpen(),
        server.ledger().partsAgain());
    return exitCode == 0 && verdict.allRight() && server.uploadsOpen() == 0 ? 0 : 1;
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void say(String text) {
    System.err.println("fault-drill: " + text);
  }

  /** The job as a user runs it. */
  private record Job(CopyScript script, String master, Path runDirectory) {
    Process start(int driverPort) throws IOException {
      List<String> submitOptions =
          List.of(
              "--master",
              master,
              "--executor-memory",
              "768m",
              "--conf",
              "spark.driver.port=" + driverPort);
      List<String> copyOptions = List.of("--in-flight", "64", "--run-dir", runDirectory.toString());
      return new ProcessBuilder(script.command(submitOptions, copyOptions)).inheritIO().start();
    }
  }
}
