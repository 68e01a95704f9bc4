package org.bucketcopy.job.report;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Measures how far a run is, and estimates the time that is left. Thread-safe. */
public final class Progress {
  /** To copy an object takes, beside its bytes, about as long as so many bytes of a large one. */
  private static final double OBJECT = 16 * 1024.0 * 1024.0;

  /** The time left is estimated from the recent rate: rates change with sizes and throttling. */
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /**
   * How far the run is.
   *
   * @param counts what has become of the objects
   * @param traffic what was asked of the stores
   * @param listed whether all objects are known
   * @param pace how fast it gets on
   */
  public record Now(RunCounts counts, Traffic traffic, boolean listed, Pace pace) {
    /** Nothing listed. */
    public static final Now NONE =
        new Now(
            RunCounts.NONE, Traffic.NONE, false, new Pace(Duration.ZERO, 0, 0, Optional.empty()));

    /** Each figure that is one number under its name: those of a summary, and what changes. */
    public Map<String, Long> figures() {
      ImmutableMap.Builder<String, Long> figures = ImmutableMap.builder();
      figures.putAll(counts.byName());
      figures.put("bytesPerSecond", Math.round(pace.bytesPerSecond()));
      traffic.inFlight().ifPresent(inFlight -> figures.put("inFlight", inFlight));
      figures.put("requests", traffic.requests().total());
      figures.put("failedRequests", traffic.requests().failed());
      figures.put("throttledRequests", traffic.requests().throttled());
      return figures.buildOrThrow();
    }
  }

  /**
   * How fast a run gets on.
   *
   * @param elapsed since the start
   * @param bytesPerSecond since the start
   * @param done which part of what is known is done, 0 to 1, by bytes and by requests
   * @param left an estimate of the time that the rest takes, by bytes and by requests; empty while
   *     there is none
   */
  public record Pace(
      Duration elapsed, double bytesPerSecond, double done, Optional<Duration> left) {}

  /** What was done by when. */
  private record Mark(Duration elapsed, double done) {}

  private final Supplier<RunCounts> counts;
  private final Supplier<Traffic> traffic;
  private final Ticker clock;
  private final long startNanos;
  private final Deque<Mark> marks = new ArrayDeque<>(List.of(new Mark(Duration.ZERO, 0)));
  private volatile boolean listingEnded;
  private volatile Now latest = Now.NONE;

  /**
   * @param counts what has become of the objects
   * @param traffic what was asked of the stores
   * @param clock measures how long the run takes
   */
  public Progress(Supplier<RunCounts> counts, Supplier<Traffic> traffic, Ticker clock) {
    this.counts = counts;
    this.traffic = traffic;
    this.clock = clock;
    this.startNanos = clock.read();
  }

  /** All objects are known now, so that the time left can be estimated. */
  public void listingEnded() {
    listingEnded = true;
  }

  /** How far the run is now. */
  public Now now() {
    Now now = at(counts.get(), traffic.get(), Duration.ofNanos(clock.read() - startNanos));
    latest = now;
    return now;
  }

  /** How far the run was when somebody last asked for {@link #now}. Takes no time. */
  public Now latest() {
    return latest;
  }

  /**
   * What is left at the rate of the last while. Bytes alone would say that small objects take no
   * time, objects alone that large ones, which are all completed at the end, take for ever.
   */
  synchronized Now at(RunCounts counts, Traffic traffic, Duration elapsed) {
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
    Pace pace =
        new Pace(
            elapsed,
            counts.bytes().copied() / seconds(elapsed),
            left == 0 ? 1 : done / (done + left),
            time.filter(estimate -> listingEnded));
    return new Now(counts, traffic, listingEnded, pace);
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
}
