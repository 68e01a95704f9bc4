package org.bucketcopy.job.step;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Says on one line, from time to time, how far the run is. */
public final class Progress {
  private static final double MIB = 1024.0 * 1024.0;

  private final Supplier<RunCounts> counts;
  private final PrintStream out;
  private final long beganNanos = System.nanoTime();
  private volatile boolean listingEnded;

  /**
   * @param counts how far the run is
   * @param out where the lines go: never standard output, which belongs to the summary
   */
  public Progress(Supplier<RunCounts> counts, PrintStream out) {
    this.counts = counts;
    this.out = out;
  }

  /** All objects are known now, so that the time left can be told. */
  public void listingEnded() {
    listingEnded = true;
  }

  /** Prints one line. */
  public void print() {
    out.println(line(counts.get(), Duration.ofNanos(System.nanoTime() - beganNanos)));
  }

  String line(RunCounts now, Duration elapsed) {
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    String planned = listingEnded ? "" + now.planned() : now.planned() + "+";
    return String.format(
        Locale.ROOT,
        "%s  %d/%s objects  %.1f/%.1f%s MiB  %d parts  %.1f MiB/s  %s  %d skipped  %d failed",
        clock(elapsed),
        now.copied(),
        planned,
        now.copiedBytes() / MIB,
        now.plannedBytes() / MIB,
        listingEnded ? "" : "+",
        now.parts(),
        now.copiedBytes() / MIB / seconds,
        timeLeft(now, seconds),
        now.skipped(),
        now.failed());
  }

  /** By bytes or by objects, whichever takes longer at the rate so far. */
  private String timeLeft(RunCounts now, double seconds) {
    if (!listingEnded) {
      return "listing";
    }
    if (now.unsettled() == 0) {
      return "done";
    }
    double byObjects = (double) now.unsettled() / Math.max(1, now.copied() + now.failed());
    double byBytes =
        (double) Math.max(0, now.plannedBytes() - now.copiedBytes())
            / Math.max(1, now.copiedBytes());
    double left = Math.max(byObjects, byBytes) * seconds;
    boolean begun = now.copied() + now.failed() > 0 && now.copiedBytes() > 0;
    return begun ? clock(Duration.ofSeconds((long) left)) + " left" : "starting";
  }

  private static String clock(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
