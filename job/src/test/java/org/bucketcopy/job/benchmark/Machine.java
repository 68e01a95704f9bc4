package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableMap;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/**
 * Where and when something was measured.
 *
 * @param load what else ran when it started: processes that wanted a core, over the last minute
 */
record Machine(int cores, long memoryMib, String system, String java, double load, String date) {

  static Machine now() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        system.getAvailableProcessors(),
        system.getTotalMemorySize() >> 20,
        system.getName() + " " + system.getArch(),
        System.getProperty("java.version"),
        system.getSystemLoadAverage(),
        Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
  }

  /** In one line, for readers. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%d cores, %.0f GiB, %s, Java %s; load %.1f before it started; %s",
        cores,
        memoryMib / 1024.0,
        system,
        java,
        load,
        date);
  }

  Map<String, Object> facts() {
    return ImmutableMap.of(
        "cores",
        cores,
        "memoryMib",
        memoryMib,
        "system",
        system,
        "java",
        java,
        "load",
        load,
        "date",
        date);
  }
}
