package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A figure to reach.
 *
 * @param what it is, for readers
 * @param bound on which side of {@code value} it has to be
 * @param figure what was reached; empty if it was not measured
 */
record Goal(String what, Bound bound, double value, Function<Results, Optional<Double>> figure) {
  private static final String JOB = BucketCopyTool.LABEL;
  private static final String S5CMD = Peer.S5CMD.label();
  private static final String RCLONE = Peer.RCLONE.label();

  enum Bound {
    AT_MOST,
    AT_LEAST
  }

  /** Those of this project. */
  static List<Goal> all() {
    return ImmutableList.of(
        atMost("giants: span / limit", 1.15, median("giants", Figure.SPAN_OVER_LIMIT)),
        atMost("giants-tail: span / limit", 1.3, median("giants-tail", Figure.SPAN_OVER_LIMIT)),
        atMost("mixed: span / limit", 1.2, median("mixed", Figure.SPAN_OVER_LIMIT)),
        atMost(
            "small: CPU per copy / s5cmd's",
            1,
            ratio("small", JOB, "small", S5CMD, Figure.CPU_PER_COPY)),
        atLeast(
            "small: copies per second from the 50,000th on / s5cmd's",
            1.5,
            ratio("small", JOB, "small", S5CMD, Figure.STEADY_COPIES_PER_SECOND)),
        atMost(
            "plan-flat: span / sequential pages", 0.1, median("plan-flat", Figure.SPAN_OVER_LIMIT)),
        atMost(
            "nothing-to-do: list requests per 1,000 keys and side",
            1.05,
            median("nothing-to-do", Figure.LISTINGS_PER_PAGE)),
        atMost("nothing-to-do: HEAD requests", 10, median("nothing-to-do", Figure.HEADS)),
        atMost("verify: span / limit", 1.15, median("verify", Figure.SPAN_OVER_LIMIT)),
        atMost("verify: driver heap, MiB", 512, median("verify", Figure.DRIVER_HEAP)),
        atMost(
            "driver heap at 10 million keys / at 1 million",
            1.1,
            ratio("growth-10m", JOB, "growth-1m", JOB, Figure.DRIVER_HEAP)),
        atMost(
            "driver heap at 10 million keys, MiB", 512, median("growth-10m", Figure.DRIVER_HEAP)),
        atMost(
            "executor heap at 256 in flight, MiB",
            512,
            median("executor-memory", Figure.EXECUTOR_HEAP)),
        atMost(
            "start / that of an empty Spark job",
            1.5,
            ratio("start-up", JOB, "start-up", EmptyJobTool.LABEL, Figure.START)),
        atLeast(
            "one-file: bytes per second / rclone's",
            1.3,
            ratio("one-file", JOB, "one-file", RCLONE, Figure.MIB_PER_SECOND)),
        atMost(
            "one-file: CPU per GiB / rclone's",
            0.6,
            ratio("one-file", JOB, "one-file", RCLONE, Figure.CPU_PER_GIB)),
        atMost(
            "one-file: driver and executor heap, 64 in flight, MiB",
            256,
            median("one-file-memory", Figure.DRIVER_HEAP)),
        atLeast(
            "many-files: files per second / s5cmd's",
            1.5,
            ratio("many-files", JOB, "many-files", S5CMD, Figure.COPIES_PER_SECOND)),
        atMost(
            "files-there: list requests per 1,000 keys",
            1.1,
            median("files-there", Figure.LISTINGS_PER_PAGE)),
        atMost("files-there: HEAD requests", 10, median("files-there", Figure.HEADS)),
        atMost(
            "files-there: span / find's",
            1.5,
            ratio("files-there", JOB, "files-there", FindTool.LABEL, Figure.SPAN)),
        atLeast(
            "relay-large: bytes per second / rclone's",
            1.2,
            ratio("relay-large", JOB, "relay-large", RCLONE, Figure.MIB_PER_SECOND)),
        atLeast(
            "relay-small: objects per second / rclone's",
            1.2,
            ratio("relay-small", JOB, "relay-small", RCLONE, Figure.COPIES_PER_SECOND)),
        atLeast(
            "the server's answers per core and second",
            20_000,
            results -> results.median("server", Load.LABEL, Figure.SERVER_ANSWERS)));
  }

  /** As {@code at most 1.15}. */
  String boundText() {
    return (bound == Bound.AT_MOST ? "at most " : "at least ")
        + String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.2f", value);
  }

  boolean met(double reached) {
    return bound == Bound.AT_MOST ? reached <= value : reached >= value;
  }

  private static Goal atMost(
      String what, double value, Function<Results, Optional<Double>> figure) {
    return new Goal(what, Bound.AT_MOST, value, figure);
  }

  private static Goal atLeast(
      String what, double value, Function<Results, Optional<Double>> figure) {
    return new Goal(what, Bound.AT_LEAST, value, figure);
  }

  private static Function<Results, Optional<Double>> median(String scenario, Figure figure) {
    return results -> results.median(scenario, JOB, figure);
  }

  private static Function<Results, Optional<Double>> ratio(
      String scenario, String tool, String otherScenario, String otherTool, Figure figure) {
    return results ->
        results
            .median(scenario, tool, figure)
            .flatMap(
                one -> results.median(otherScenario, otherTool, figure).map(other -> one / other));
  }
}
