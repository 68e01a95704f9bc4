package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks at a run while it is active: how far it is, and what its processes use. */
final class Watch {
  private static final long HEAP_EVERY_NANOS = 1_000_000_000L;

  /** One look. */
  record Sample(long millis, long copies, double cpuSeconds) {}

  private final Server server;
  private final ProcessHandle driver;
  private final Supplier<Stream<ProcessHandle>> executors;
  private final Scenario.Memory memory;
  private final List<Sample> samples = new ArrayList<>();
  private double driverHeap;
  private double executorHeap;
  private double driverMemory;
  private double executorMemory;
  private long nextHeap = System.nanoTime() + HEAP_EVERY_NANOS;

  /**
   * @param driver the process that was started
   * @param executors those that belong to it, and are not its children
   */
  Watch(
      Server server,
      ProcessHandle driver,
      Supplier<Stream<ProcessHandle>> executors,
      Scenario.Memory memory) {
    this.server = server;
    this.driver = driver;
    this.executors = executors;
    this.memory = memory;
  }

  void look() throws IOException, InterruptedException {
    List<ProcessHandle> others = executors.get().toList();
    OptionalDouble cpu =
        ProcessTree.cpuSeconds(Stream.concat(ProcessTree.of(driver), others.stream()));
    long copies = server.counts().copies();
    if (cpu.isPresent()) {
      samples.add(new Sample(System.currentTimeMillis(), copies, cpu.getAsDouble()));
    }
    driverMemory = Math.max(driverMemory, ProcessTree.peakMemory(driver.pid()).orElse(0));
    for (ProcessHandle executor : others) {
      executorMemory = Math.max(executorMemory, ProcessTree.peakMemory(executor.pid()).orElse(0));
    }
    if (memory == Scenario.Memory.MEASURED && System.nanoTime() > nextHeap) {
      lookAtHeaps(others);
      nextHeap = System.nanoTime() + HEAP_EVERY_NANOS;
    }
  }

  private void lookAtHeaps(List<ProcessHandle> others) throws InterruptedException {
    driverHeap = Math.max(driverHeap, Heap.afterCollection(driver.pid()).orElse(0));
    for (ProcessHandle executor : others) {
      executorHeap = Math.max(executorHeap, Heap.afterCollection(executor.pid()).orElse(0));
    }
  }

  List<Sample> samples() {
    return ImmutableList.copyOf(samples);
  }

  /** CPU seconds per copy, between the first sample with {@code from} copies and the last copy. */
  Optional<Double> cpuPerCopy(long from, long all) {
    Optional<Sample> first = reached(from);
    Optional<Sample> last = ended(all);
    if (first.isEmpty() || last.isEmpty() || last.get().copies() <= first.get().copies()) {
      return Optional.empty();
    }
    double used = last.get().cpuSeconds() - first.get().cpuSeconds();
    return Optional.of(used / (last.get().copies() - first.get().copies()));
  }

  /** Copies in a second, between the first sample with {@code from} copies and the last copy. */
  Optional<Double> copiesPerSecond(long from, long all) {
    Optional<Sample> first = reached(from);
    Optional<Sample> last = ended(all);
    if (first.isEmpty() || last.isEmpty() || last.get().millis() <= first.get().millis()) {
      return Optional.empty();
    }
    double seconds = (last.get().millis() - first.get().millis()) / 1e3;
    return Optional.of((last.get().copies() - first.get().copies()) / seconds);
  }

  double cpuSeconds() {
    return samples.stream().mapToDouble(Sample::cpuSeconds).max().orElse(0);
  }

  /** The largest of what was seen, in MiB; 0 if nothing was. */
  double max(Figure figure) {
    return switch (figure) {
      case DRIVER_HEAP -> driverHeap;
      case DRIVER_MEMORY -> driverMemory;
      case EXECUTOR_HEAP -> executorHeap;
      case EXECUTOR_MEMORY -> executorMemory;
      default -> 0;
    };
  }

  /** The first sample with all copies; the last one of a tool that was gone before another look. */
  private Optional<Sample> ended(long all) {
    return reached(all).or(() -> samples.stream().reduce((one, other) -> other));
  }

  private Optional<Sample> reached(long copies) {
    return samples.stream().filter(sample -> sample.copies() >= copies).findFirst();
  }
}
