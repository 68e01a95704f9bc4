package org.bucketcopy.job.report;

import com.google.common.base.Ticker;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Says on one line, from time to time, how far the run is. */
public final class Progress {
  private static final double MIB = 1024.0 * 1024.0;

  /** To copy an object takes, beside its bytes, about as long as so many bytes of a large one. */
  private static final double OBJECT = 16 * MIB;

  /** The time left is estimated from the recent rate: rates change with sizes and throttling. */
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /**
   * How far the run is.
   *
   * @param counts what has become of the objects
   * @param listed whether all objects are known
   * @param elapsed since the start
   * @param bytesPerSecond since the start
   * @param left an estimate of the time that the rest takes; empty while there is none
   */
  public record Now(
      RunCounts counts,
      boolean listed,
      Duration elapsed,
      double bytesPerSecond,
      Optional<Duration> left) {}

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
    out.println(line(now()));
  }

  /** How far the run is now. */
  public Now now() {
    return at(counts.get(), Duration.ofNanos(clock.read() - startNanos));
  }

  String line(RunCounts counts, Duration elapsed) {
    return line(at(counts, elapsed));
  }

  private static String line(Now now) {
    ObjectCounts objects = now.counts().objects();
    String more = now.listed() ? "" : "+";
    return String.format(
        Locale.ROOT,
        "%s  %d/%d%s objects  %.1f/%.1f%s MiB  %d parts  %.1f MiB/s  %s  %d skipped  %d failed",
        clock(now.elapsed()),
        objects.copied(),
        objects.planned(),
        more,
        now.counts().bytes().copied() / MIB,
        now.counts().bytes().planned() / MIB,
        more,
        now.counts().parts(),
        now.bytesPerSecond() / MIB,
        timeLeft(now),
        objects.skipped(),
        objects.failed());
  }

  private static String timeLeft(Now now) {
    if (!now.listed()) {
      return "listing";
    }
    if (now.counts().objects().unsettled() == 0) {
      return "done";
    }
    if (done(now.counts()) == 0) {
      return "starting";
    }
    return now.left().map(left -> clock(left) + " left").orElse("stalled");
  }

  /**
   * What is left at the rate of the last while. Bytes alone would say that small objects take no
   * time, objects alone that large ones, which are all completed at the end, take for ever.
   */
  private synchronized Now at(RunCounts counts, Duration elapsed) {
    double done = done(counts);
    Mark since = markBefore(new Mark(elapsed, done));
    double bytesLeft =
        Math.max(0, counts.bytes().planned() - counts.bytes().copied() - counts.bytes().failed());
    double left = counts.objects().unsettled() * OBJECT + bytesLeft;
    double rate = (done - since.done()) / seconds(elapsed.minus(since.elapsed()));
    Optional<Duration> time =
        counts.objects().unsettled() == 0
            ? Optional.of(Duration.ZERO)
            : Optional.of(rate)
                .filter(positive -> positive > 0)
                .map(positive -> Duration.ofSeconds((long) (left / positive)));
    return new Now(
        counts,
        listingEnded,
        elapsed,
        counts.bytes().copied() / seconds(elapsed),
        time.filter(estimate -> listingEnded));
  }

  private static double done(RunCounts counts) {
    return (counts.objects().copied() + counts.objects().failed()) * OBJECT
        + counts.bytes().copied();
  }

  private static double seconds(Duration time) {
    return Math.max(0.001, time.toMillis() / 1000.0);
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
