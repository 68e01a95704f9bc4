package org.bucketcopy.job.benchmark;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What processes use, as Linux reports it; elsewhere nothing is known. */
final class ProcessTree {
  /** {@code sysconf(_SC_CLK_TCK)}, which is 100 on all Linux machines that run Java. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;

  private ProcessTree() {}

  /** CPU seconds of processes, their threads, and their children that have ended. */
  static OptionalDouble cpuSeconds(Stream<ProcessHandle> processes) {
    return sum(processes.mapToDouble(process -> ticks(process.pid()) / TICKS_PER_SECOND));
  }

  /** Memory of a process that is in RAM, in MiB, the maximum so far. */
  static OptionalDouble peakMemory(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException gone) {
      return OptionalDouble.empty();
    }
  }

  /** A process and all that descend from it. */
  static Stream<ProcessHandle> of(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  private static OptionalDouble sum(java.util.stream.DoubleStream seconds) {
    double sum = seconds.sum();
    return sum > 0 ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }

  private static double ticks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      List<String> fields = Splitter.on(' ').splitToList(stat.substring(stat.lastIndexOf(')') + 2));
      return fields.subList(USER_TICKS, USER_TICKS + 4).stream()
          .mapToDouble(Double::parseDouble)
          .sum();
    } catch (IOException gone) {
      return 0;
    }
  }
}
