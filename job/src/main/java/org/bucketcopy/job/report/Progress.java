package org.bucketcopy.job.report;

import com.google.common.base.Ticker;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Says on one line, from time to time, how far the run is. */
public final class Progress {
  private static final double MIB = 1024.0 * 1024.0;

  /** To copy an object takes, beside its bytes, about as long as so many bytes of a large one. */
  private static final double OBJECT = 16 * MIB;

  /** The time left is estimated from the recent rate: rates change with sizes and throttling. */
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** What was done by when. */
  private record Mark(Duration elapsed, double done) {}

  private final Supplier<RunCounts> counts;
  private final PrintStream out;
  private final Ticker clock;
  private final long startNanos;
  private final Deque<Mark> marks = new ArrayDeque<>(List.of(new Mark(Duration.ZERO, 0)));
  private volatile boolean listingEnded;

  /**
   * @param counts how far the run is
   * @param out where the lines go: never standard output, which belongs to the summary
   * @param clock measures how long the run takes
   */
  public Progress(Supplier<RunCounts> counts, PrintStream out, Ticker clock) {
    this.counts = counts;
    this.out = out;
    this.clock = clock;
    this.startNanos = clock.read();
  }

  /** All objects are known now, so that the time left can be estimated. */
  public void listingEnded() {
    listingEnded = true;
  }

  /** Prints one line. */
  public void print() {
    out.println(line(counts.get(), Duration.ofNanos(clock.read() - startNanos)));
  }

  synchronized String line(RunCounts now, Duration elapsed) {
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    String planned = listingEnded ? "" + now.objects().planned() : now.objects().planned() + "+";
    return String.format(
        Locale.ROOT,
        "%s  %d/%s objects  %.1f/%.1f%s MiB  %d parts  %.1f MiB/s  %s  %d skipped  %d failed",
        clock(elapsed),
        now.objects().copied(),
        planned,
        now.bytes().copied() / MIB,
        now.bytes().planned() / MIB,
        listingEnded ? "" : "+",
        now.parts(),
        now.bytes().copied() / MIB / seconds,
        timeLeft(now, elapsed),
        now.objects().skipped(),
        now.objects().failed());
  }

  /**
   * What is left at the rate of the last while. Bytes alone would say that small objects take no
   * time, objects alone that large ones, which are all completed at the end, take for ever.
   */
  private String timeLeft(RunCounts now, Duration elapsed) {
    double done = (now.objects().copied() + now.objects().failed()) * OBJECT + now.bytes().copied();
    Mark since = markBefore(new Mark(elapsed, done));
    if (!listingEnded) {
      return "listing";
    }
    if (now.objects().unsettled() == 0) {
      return "done";
    }
    if (done == 0) {
      return "starting";
    }
    double bytesLeft =
        Math.max(0, now.bytes().planned() - now.bytes().copied() - now.bytes().failed());
    double left = now.objects().unsettled() * OBJECT + bytesLeft;
    double seconds = elapsed.minus(since.elapsed()).toMillis() / 1000.0;
    double rate = (done - since.done()) / Math.max(0.001, seconds);
    return rate > 0 ? clock(Duration.ofSeconds((long) (left / rate))) + " left" : "stalled";
  }

  /** The last mark that is a window old, or the first there is; those before it are forgotten. */
  private Mark markBefore(Mark now) {
    marks.addLast(now);
    Duration start = now.elapsed().minus(WINDOW);
    Mark first = marks.removeFirst();
    while (marks.getFirst().elapsed().compareTo(start) <= 0) {
      first = marks.removeFirst();
    }
    marks.addFirst(first);
    return first;
  }

  private static String clock(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
