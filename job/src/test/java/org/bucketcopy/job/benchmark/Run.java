package org.bucketcopy.job.benchmark;

import com.google.common.base.Ascii;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bucketcopy.job.benchmark.Scenario.Task;
import org.bucketcopy.job.benchmark.Scenario.Work;
import org.bucketcopy.job.servers.virtual.Operation;

/** One tool doing one scenario's work once. */
final class Run {
  private static final long LOOK_EVERY_MILLIS = 50;
  private static final long WARM_UP_COPIES = 20_000;

  /** From so many copies on, the rate is that of a long run. */
  private static final long STEADY_COPIES = 50_000;

  private static final Operation[] COPYING = {
    Operation.COPY_OBJECT,
    Operation.COPY_PART,
    Operation.PUT_OBJECT,
    Operation.UPLOAD_PART,
    Operation.COMPLETE
  };

  private final Scenario scenario;
  private final Server server;
  private final Tool tool;
  private final Tool.Place place;
  private final long maxMinutes;

  /**
   * @param server of this scenario
   * @param place whose directory is this run's own
   * @param maxMinutes after which the run is ended
   */
  Run(Scenario scenario, Server server, Tool tool, Tool.Place place, long maxMinutes) {
    this.scenario = scenario;
    this.server = server;
    this.tool = tool;
    this.place = place;
    this.maxMinutes = maxMinutes;
  }

  /** Makes it; empty if the tool cannot do such work. */
  Optional<Measurement> make() throws IOException, InterruptedException {
    Optional<Tool.Invocation> invocation = tool.invocation(scenario.work(), place);
    if (invocation.isEmpty()) {
      return Optional.empty();
    }
    server.reset();
    double serverBefore = server.cpuSeconds();
    long start = System.currentTimeMillis();
    Process process = start(invocation.get());
    Watch watch = new Watch(server, process.toHandle(), this::executors, scenario.work().memory());
    boolean ended = watchUntilEnd(process, watch);
    long end = System.currentTimeMillis();
    Counts counts = server.counts();
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    times(figures, counts, start, end);
    use(figures, watch);
    if (scenario.work().task().sends()) {
      bytes(figures, counts);
    }
    put(figures, Figure.SERVER_CPU, (server.cpuSeconds() - serverBefore) * 1e5 / (end - start));
    Optional<String> problem =
        ended ? problem(process.exitValue(), counts) : Optional.of("ended after its time");
    return Optional.of(
        new Measurement(
            scenario.name(), tool.label(), figures, progress(watch.samples(), counts), problem));
  }

  private Process start(Tool.Invocation invocation) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(invocation.command())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out().toFile())
            .redirectError(err().toFile());
    builder.environment().putAll(invocation.environment());
    return builder.start();
  }

  private boolean watchUntilEnd(Process process, Watch watch)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(maxMinutes);
    try {
      while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        watch.look();
        if (System.nanoTime() > deadline) {
          return false;
        }
      }
      return true;
    } finally {
      List<ProcessHandle> left = ProcessTree.of(process.toHandle()).toList();
      left.forEach(ProcessHandle::destroy);
      process.waitFor(20, TimeUnit.SECONDS);
      left.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** The executors of this run on a cluster, which are no children of ours. */
  private Stream<ProcessHandle> executors() {
    if (scenario.work().executors() == 0) {
      return Stream.empty();
    }
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().arguments().stream()
                    .flatMap(Stream::of)
                    .anyMatch(("-Dbenchmark=" + place.mark())::equals));
  }

  private void times(Map<Figure, Double> figures, Counts counts, long start, long end)
      throws IOException {
    Work work = scenario.work();
    put(figures, Figure.WALL, (end - start) / 1e3);
    if (tool.label().equals(EmptyJobTool.LABEL)) {
      put(figures, Figure.START, (lastNumber() - start) / 1e3);
      return;
    }
    if (tool.label().equals(FindTool.LABEL)) {
      put(figures, Figure.SPAN, (end - start) / 1e3);
      return;
    }
    put(figures, Figure.REQUESTS, (double) counts.requests());
    put(figures, Figure.LISTINGS, (double) counts.requests(Operation.LIST_OBJECTS));
    put(figures, Figure.HEADS, (double) counts.requests(Operation.HEAD_OBJECT));
    put(figures, Figure.HIGHEST_IN_FLIGHT, counts.highestInFlight());
    Operation[] measured = measured(work);
    long first = counts.firstMillis(measured);
    double span = (counts.lastMillis(measured) - first) / 1e3;
    if (first == 0 || span <= 0) {
      return;
    }
    put(figures, Figure.SPAN, span);
    put(figures, Figure.START, (first - start) / 1e3);
    double limit = limit(counts);
    if (limit > 0) {
      put(figures, Figure.LIMIT, limit);
      put(figures, Figure.SPAN_OVER_LIMIT, span / limit);
      put(figures, Figure.EFFICIENCY, 100 * limit / span);
    }
    if (work.copies() > 0) {
      put(figures, Figure.COPIES_PER_SECOND, counts.copies() / span);
    } else {
      double pages = work.keys() / 1e3 * (work.task() == Task.UPDATE ? 2 : 1);
      put(figures, Figure.LISTINGS_PER_PAGE, counts.requests(Operation.LIST_OBJECTS) / pages);
    }
  }

  /** The requests by which the work is done. */
  private static Operation[] measured(Work work) {
    if (work.task() == Task.VERIFY) {
      return new Operation[] {Operation.HEAD_OBJECT};
    }
    return work.copies() > 0 ? COPYING : new Operation[] {Operation.LIST_OBJECTS};
  }

  private static void bytes(Map<Figure, Double> figures, Counts counts) {
    double mib = counts.bytes() / (double) (1 << 20);
    Optional.ofNullable(figures.get(Figure.SPAN))
        .ifPresent(span -> put(figures, Figure.MIB_PER_SECOND, mib / span));
    Optional.ofNullable(figures.get(Figure.CPU_PER_COPY))
        .ifPresent(
            micros ->
                put(figures, Figure.CPU_PER_GIB, micros / 1e6 * counts.copies() * 1024 / mib));
  }

  /** Seconds that the copies take with all slots always busy, or the pages one by one. */
  private double limit(Counts counts) {
    Work work = scenario.work();
    if (work.task() == Task.VERIFY) {
      return counts.seconds(Operation.HEAD_OBJECT) / work.allInFlight();
    }
    if (work.copies() > 0) {
      return counts.copySeconds() / work.allInFlight();
    }
    double pageSeconds = Double.parseDouble(scenario.server().getOrDefault("latency", "0")) / 1e3;
    return work.keys() / 1e3 * pageSeconds;
  }

  private void use(Map<Figure, Double> figures, Watch watch) {
    long all = scenario.work().copies();
    watch
        .cpuPerCopy(Math.min(WARM_UP_COPIES, all / 10), all)
        .ifPresent(seconds -> put(figures, Figure.CPU_PER_COPY, seconds * 1e6));
    watch
        .copiesPerSecond(Math.min(STEADY_COPIES, all / 4), all)
        .ifPresent(rate -> put(figures, Figure.STEADY_COPIES_PER_SECOND, rate));
    put(figures, Figure.CPU, watch.cpuSeconds());
    for (Figure figure :
        List.of(
            Figure.DRIVER_HEAP,
            Figure.DRIVER_MEMORY,
            Figure.EXECUTOR_HEAP,
            Figure.EXECUTOR_MEMORY)) {
      if (watch.max(figure) > 0) {
        put(figures, figure, watch.max(figure));
      }
    }
  }

  private Optional<String> problem(int exitCode, Counts counts) throws IOException {
    boolean copies =
        scenario.work().task() != Task.PLAN && !tool.label().equals(EmptyJobTool.LABEL);
    if (exitCode == 0 && (!copies || counts.notRight() == 0)) {
      return Optional.empty();
    }
    String said = Files.readString(out()) + "\n" + Files.readString(err());
    String last = said.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
    return Optional.of(
        String.format(
            "exit code %d, %,d of %,d objects right; %s",
            exitCode, counts.right(), scenario.work().keys(), Ascii.truncate(last, 160, "...")));
  }

  private static List<Measurement.Point> progress(List<Watch.Sample> samples, Counts counts) {
    long first = counts.firstMillis(COPYING);
    int step = Math.max(1, samples.size() / 300);
    return java.util.stream.IntStream.range(0, samples.size())
        .filter(i -> i % step == 0 || i == samples.size() - 1)
        .mapToObj(samples::get)
        .filter(sample -> first > 0 && sample.millis() >= first)
        .map(one -> new Measurement.Point((one.millis() - first) / 1e3, one.copies()))
        .toList();
  }

  private double lastNumber() throws IOException {
    return Files.readString(out())
        .lines()
        .filter(line -> line.matches("\\d+"))
        .mapToDouble(Double::parseDouble)
        .max()
        .orElse(Double.NaN);
  }

  private Path out() {
    return place.directory().resolve("out");
  }

  private Path err() {
    return place.directory().resolve("err");
  }

  private static void put(Map<Figure, Double> figures, Figure figure, double value) {
    if (Double.isFinite(value)) {
      figures.put(figure, value);
    }
  }
}
