package org.bucketcopy.job.benchmark;

import com.google.common.base.Ascii;
import java.util.Locale;

/** What is measured of one run. */
enum Figure {
  /** From the first copy request's arrival to the last answer; of pages where nothing is copied. */
  SPAN("span", "s", 2),
  /** The least that the span can be at this number in flight; of a plan, its pages one by one. */
  LIMIT("limit", "s", 2),
  /** {@link #SPAN} over {@link #LIMIT}. */
  SPAN_OVER_LIMIT("span / limit", "", 2),
  /** {@link #LIMIT} over {@link #SPAN}, in per cent. */
  EFFICIENCY("efficiency", "%", 0),
  /** From the command to the process's end. */
  WALL("whole run", "s", 1),
  /** From the command to the first copy request, or to the first task of an empty Spark job. */
  START("start", "s", 2),
  /** Copies within the span. */
  COPIES_PER_SECOND("copies/s", "", 0),
  STEADY_COPIES_PER_SECOND("copies/s from the 50,000th on", "", 0),
  /** Bytes that were sent, within the span. */
  MIB_PER_SECOND("MiB/s", "", 0),
  /** Of the whole process tree, after the first 20,000 copies or the first tenth of fewer. */
  CPU_PER_COPY("CPU per copy", "µs", 0),
  /** Of the whole process tree, from the command to the end. */
  CPU("CPU", "s", 1),
  /** {@link #CPU_PER_COPY} for as many as send a GiB. */
  CPU_PER_GIB("CPU per GiB", "s", 2),
  HIGHEST_IN_FLIGHT("in flight", "", 0),
  REQUESTS("requests", "", 0),
  LISTINGS("list requests", "", 0),
  /** Over the pages of 1,000 keys that there are on all sides that have keys. */
  LISTINGS_PER_PAGE("list requests per page", "", 2),
  HEADS("HEAD requests", "", 0),
  DRIVER_HEAP("driver heap", "MiB", 0),
  DRIVER_MEMORY("driver RSS", "MiB", 0),
  EXECUTOR_HEAP("executor heap", "MiB", 0),
  EXECUTOR_MEMORY("executor RSS", "MiB", 0),
  /** Share of one core that the server used within the run. */
  SERVER_CPU("server's core", "%", 0),
  /** How many answers the server can give in a second of one core. */
  SERVER_ANSWERS("answers per core and s", "", 0);

  private final String label;
  private final String unit;
  private final int decimals;

  Figure(String label, String unit, int decimals) {
    this.label = label;
    this.unit = unit;
    this.decimals = decimals;
  }

  /** What stands above a column of it. */
  String label() {
    return unit.isEmpty() ? label : label + ", " + unit;
  }

  /** Its name as JSON. */
  String word() {
    return Ascii.toLowerCase(name());
  }

  String text(double value) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
