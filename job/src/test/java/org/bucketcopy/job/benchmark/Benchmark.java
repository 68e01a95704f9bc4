package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bucketcopy.job.benchmark.Scenario.Protocol;
import org.bucketcopy.job.benchmark.Scenario.Rivals;
import org.bucketcopy.job.benchmark.Scenario.Task;
import org.bucketcopy.job.benchmark.Scenario.Work;
import org.bucketcopy.job.servers.StandaloneCluster;
import org.bucketcopy.job.servers.TlsIdentity;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the job, and what else is there, on a server of its own, and writes what came out. */
@Command(
    name = "benchmark",
    description =
        "Measures the job on a server of its own that has latencies but no bytes, beside other"
            + " tools that are installed, and writes tables and drawings.",
    footer = "benchmark --micro [options of JMH] measures what planning takes per key and part.",
    sortOptions = false)
public final class Benchmark implements Callable<Integer> {
  private static final int WARM_UP_CONNECTIONS = 256;
  private static final long WARM_UP_COPIES = 20_000;

  @Option(names = "--root", required = true, hidden = true, description = "The project's folder.")
  private Path root;

  @Option(
      names = "--spark-submit",
      required = true,
      hidden = true,
      arity = "1..2",
      description = "The command by which an empty job is started.")
  private List<String> sparkSubmit = List.of();

  @Option(
      names = "--scenarios",
      paramLabel = "NAME",
      split = ",",
      description = "Which, separated by commas (default: all but " + Scenarios.BY_HAND + ").")
  private List<String> names = List.of();

  @Mixin private UploadSizes uploads = new UploadSizes();

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each tool does each work (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Option(
      names = "--quick",
      description = "A tenth of the objects: shows that all runs, not how fast.")
  private boolean quick;

  @Option(
      names = "--peers",
      paramLabel = "NAME",
      split = ",",
      description = "Which other tools: s5cmd, rclone, aws, or none (default: all).")
  private List<String> peers = List.of("s5cmd", "rclone", "aws");

  @Option(
      names = "--master",
      paramLabel = "URL",
      defaultValue = "local[*]",
      description = "Spark's, where no cluster is measured (default: ${DEFAULT-VALUE}).")
  private String master;

  @Option(
      names = "--submit-option",
      paramLabel = "OPTION",
      description =
          "One more option of spark-submit for the job, as --conf=NAME=VALUE; repeatable.")
  private List<String> submitOptions = List.of();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "15",
      description = "After which a single run is ended (default: ${DEFAULT-VALUE}).")
  private long maxMinutes;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      defaultValue = "job/target/benchmark",
      description = "Where to write (default: ${DEFAULT-VALUE} of the project).")
  private Path out;

  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--help", usageHelp = true, description = "Show these options.")
  private boolean help;

  private final Results results = new Results();
  private final List<String> broken = new ArrayList<>();

  /** Runs and ends the process: 0 if all was measured, 1 if not, 2 for wrong options. */
  public static void main(String[] arguments) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
    System.exit(new CommandLine(new Benchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Scenario> all = quick ? Scenarios.quick(uploads) : Scenarios.full(uploads);
    List<String> known = all.stream().map(Scenario::name).toList();
    if (!known.containsAll(names) || repetitions < 1) {
      System.err.println("benchmark: --scenarios are among " + known + ", --repetitions 1 or more");
      return ExitCode.USAGE;
    }
    List<Scenario> chosen =
        all.stream()
            .filter(
                scenario ->
                    names.isEmpty()
                        ? !scenario.name().equals(Scenarios.BY_HAND)
                        : names.contains(scenario.name()))
            .toList();
    Machine machine = Machine.now();
    out = root.resolve(out);
    Files.createDirectories(out);
    for (Scenario scenario : chosen) {
      try {
        measure(scenario);
      } catch (IOException e) {
        broken.add(scenario.name() + " broke off: " + e);
        System.err.println(broken.get(broken.size() - 1));
      }
      write(machine, chosen);
    }
    System.out.println(Files.readString(out.resolve("results.md")));
    return broken.isEmpty()
            && results.all().stream()
                .noneMatch(
                    run -> run.tool().equals(BucketCopyTool.LABEL) && run.problem().isPresent())
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }

  private void measure(Scenario scenario) throws IOException, InterruptedException {
    Work work = scenario.work();
    Path log = out.resolve("server.log");
    Optional<TlsIdentity> tls =
        scenario.protocol() == Protocol.HTTPS
            ? Optional.of(TlsIdentity.make(Files.createTempDirectory(out, "tls")))
            : Optional.empty();
    if (work.task().uploads()) {
      SourceTree tree = SourceTree.make(files(), scenario.server());
      try (Server server = Server.start(scenario.server(), tls, log)) {
        new Load(server, WARM_UP_CONNECTIONS).send(WARM_UP_COPIES, 1);
        repeat(scenario, Servers.of(server), tls, master);
      } finally {
        tree.delete();
      }
      return;
    }
    if (work.task() == Task.RELAY) {
      try (Server source = Server.start(filled(scenario.server()), tls, log);
          Server server = Server.start(scenario.server(), tls, log)) {
        repeat(scenario, new Servers(server, Optional.of(source)), tls, master);
      }
      return;
    }
    try (Server server = Server.start(scenario.server(), tls, log)) {
      Load load = new Load(server, WARM_UP_CONNECTIONS);
      load.send(WARM_UP_COPIES, 1);
      if (work.task() == Task.SATURATE) {
        for (int i = 0; i < repetitions; i++) {
          note(load.measure(scenario.name(), work.keys()));
        }
      } else if (work.executors() > 0) {
        Path script = root.resolve("submit-scripts/standalone-cluster");
        try (StandaloneCluster cluster =
            StandaloneCluster.start(script, "benchmark", work.executors(), log.toFile())) {
          repeat(scenario, Servers.of(server), tls, cluster.master());
        }
      } else {
        repeat(scenario, Servers.of(server), tls, master);
      }
    }
  }

  /**
   * The servers of a scenario.
   *
   * @param measured what is copied, or sent, goes there
   * @param source what is relayed comes from there
   */
  private record Servers(Server measured, Optional<Server> source) {
    static Servers of(Server one) {
      return new Servers(one, Optional.empty());
    }
  }

  /** The options of a server whose objects can be read. */
  private static Map<String, String> filled(Map<String, String> options) {
    return Map.of("sizes", options.getOrDefault("sizes", ""), "content", "filled");
  }

  private void repeat(
      Scenario scenario, Servers servers, Optional<TlsIdentity> tls, String runMaster)
      throws IOException, InterruptedException {
    for (int i = 1; i <= repetitions; i++) {
      for (Tool tool : tools(scenario)) {
        String mark = scenario.name() + "-" + tool.label().replace(' ', '-') + "-" + i;
        Path directory = Files.createDirectories(out.resolve("runs").resolve(mark));
        Tool.Place place =
            new Tool.Place(
                servers.measured().measured(),
                tls,
                directory,
                servers.source().map(Server::endpoint),
                files(),
                runMaster,
                mark);
        new Run(scenario, servers.measured(), tool, place, maxMinutes).make().ifPresent(this::note);
      }
    }
  }

  private Path files() {
    return out.resolve("files");
  }

  private List<Tool> tools(Scenario scenario) {
    ImmutableList.Builder<Tool> tools = ImmutableList.builder();
    tools.add(new BucketCopyTool(root.resolve("submit-scripts/bucket-copy"), submitOptions));
    if (scenario.rivals() == Rivals.EMPTY_JOB) {
      tools.add(new EmptyJobTool(sparkSubmit, root.resolve("conf/spark-defaults.conf")));
    } else if (scenario.rivals() != Rivals.NONE) {
      if (scenario.rivals() == Rivals.PEERS_AND_FIND) {
        tools.add(new FindTool());
      }
      Arrays.stream(Peer.values())
          .filter(peer -> peers.contains(peer.label()) && peer.installed())
          .forEach(tools::add);
    }
    return tools.build();
  }

  private void note(Measurement measurement) {
    results.add(measurement);
    System.err.printf(
        "%s, %s: %s%s%n",
        measurement.scenario(),
        measurement.tool(),
        measurement.figures(),
        measurement.problem().map(problem -> "; " + problem).orElse(""));
  }

  private void write(Machine machine, List<Scenario> scenarios) throws IOException {
    MarkdownReport report = new MarkdownReport(machine, scenarios, results, notes());
    Files.writeString(out.resolve("results.md"), report.text());
    Files.writeString(out.resolve("results.json"), JsonReport.text(machine, results));
    for (Scenario scenario : scenarios) {
      Optional<String> drawing = SvgPlot.of(scenario, results);
      if (drawing.isPresent()) {
        Files.writeString(out.resolve(scenario.name() + ".svg"), drawing.get());
      }
    }
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(broken);
    if (quick) {
      notes.add("A tenth of the objects: this shows that all runs, not how fast it is.");
    }
    Arrays.stream(Peer.values())
        .filter(peer -> !peer.installed())
        .forEach(peer -> notes.add(peer.label() + " is not installed here."));
    return notes;
  }
}
