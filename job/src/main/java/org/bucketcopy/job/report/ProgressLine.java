package org.bucketcopy.job.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.bucketcopy.job.report.Progress.Now;

/**
 * How far a run is, in one line.
 *
 * @param unlisted what the run does while not everything is known
 */
public record ProgressLine(String unlisted) {
  private static final double MIB = 1024.0 * 1024.0;
  private static final double STARTED = 1e-9;
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  /** All that people look for, whatever its width. */
  public String plain(Now now) {
    ObjectCounts objects = now.counts().objects();
    String more = now.listed() ? "" : "+";
    return String.format(
        Locale.ROOT,
        "%s  %d/%d%s objects  %.1f/%.1f%s MiB%s  %d parts  %.1f MiB/s  %s  %d skipped  %d failed",
        clock(now.pace().elapsed()),
        objects.copied(),
        objects.planned(),
        more,
        now.counts().bytes().copied() / MIB,
        now.counts().bytes().planned() / MIB,
        more,
        sent(now.counts().bytes()),
        now.counts().parts(),
        now.pace().bytesPerSecond() / MIB,
        timeLeft(now),
        objects.skipped(),
        objects.failed());
  }

  /**
   * A bar and figures, of which the less important are left out where there is no room.
   *
   * @param columns the width that it must fit into
   */
  public String bar(Now now, int columns) {
    ObjectCounts objects = now.counts().objects();
    ByteCounts bytes = now.counts().bytes();
    String more = now.listed() ? "" : "+";
    List<String> figures =
        List.of(
            bytes.planned() == 0
                ? size(bytes.copied())
                : size(bytes.copied(), bytes.planned()) + more,
            size(Math.round(now.pace().bytesPerSecond())) + "/s",
            timeLeft(now),
            objects.failed() + " failed",
            objects.copied() + "/" + objects.planned() + more + " objects",
            objects.skipped() + " skipped",
            now.traffic().requests().throttled() + " throttled");
    OptionalDouble done =
        now.listed() ? OptionalDouble.of(now.pace().done()) : OptionalDouble.empty();
    return Bar.of(done, figures, columns);
  }

  /** What has gone through the executors, where anything has. */
  private static String sent(ByteCounts bytes) {
    return bytes.sent() == 0 ? "" : String.format(Locale.ROOT, " (%.1f sent)", bytes.sent() / MIB);
  }

  private String timeLeft(Now now) {
    if (!now.listed()) {
      return unlisted;
    }
    if (now.counts().objects().unsettled() == 0) {
      return "done";
    }
    if (now.pace().done() < STARTED) {
      return "starting";
    }
    return now.pace().left().map(left -> clock(left) + " left").orElse("stalled");
  }

  /** Hours, minutes and seconds. */
  public static String clock(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }

  /** Part and whole, in one unit. */
  private static String size(long bytes, long of) {
    int unit = unit(Math.max(bytes, of));
    return in(unit, bytes) + "/" + in(unit, of) + " " + UNITS.get(unit);
  }

  private static String size(long bytes) {
    int unit = unit(bytes);
    return in(unit, bytes) + " " + UNITS.get(unit);
  }

  /** The one in which the number is short. */
  private static int unit(long bytes) {
    int unit = 0;
    while (bytes / Math.pow(1024, unit) >= 1000 && unit < UNITS.size() - 1) {
      unit++;
    }
    return unit;
  }

  private static String in(int unit, long bytes) {
    return String.format(Locale.ROOT, unit == 0 ? "%.0f" : "%.1f", bytes / Math.pow(1024, unit));
  }
}
