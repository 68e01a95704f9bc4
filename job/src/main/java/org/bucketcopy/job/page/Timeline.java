package org.bucketcopy.job.page;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Samples of a run, evenly spaced and bounded in number: when there are too many, every second one
 * is dropped, and the next are taken half as often. Thread-safe.
 */
public final class Timeline {
  /** More than a chart has pixels for. */
  public static final int MOST = 600;

  private static final long FIRST_INTERVAL_MILLIS = 500;

  /** The timer that asks may be early by a moment. */
  private static final long EARLY_MILLIS = 125;

  private final Ticker clock;
  private final long startNanos;
  private List<Sample> samples = new ArrayList<>();
  private long intervalMillis = FIRST_INTERVAL_MILLIS;

  /**
   * Begins now.
   *
   * @param clock measures the time since then
   */
  public Timeline(Ticker clock) {
    this.clock = clock;
    this.startNanos = clock.read();
  }

  /**
   * Takes a sample, if it is time for one.
   *
   * @param sampled takes it, given the milliseconds since the beginning
   */
  public synchronized void offer(LongFunction<Sample> sampled) {
    long now = now();
    if (samples.isEmpty() || now - last().millis() >= intervalMillis - EARLY_MILLIS) {
      samples.add(sampled.apply(now));
      thin();
    }
  }

  /**
   * All samples, and one of this moment.
   *
   * @param sampled as in {@link #offer}
   */
  public synchronized ImmutableList<Sample> until(LongFunction<Sample> sampled) {
    return ImmutableList.<Sample>builder().addAll(samples).add(sampled.apply(now())).build();
  }

  private long now() {
    return TimeUnit.NANOSECONDS.toMillis(clock.read() - startNanos);
  }

  private Sample last() {
    return samples.get(samples.size() - 1);
  }

  private void thin() {
    if (samples.size() == MOST) {
      samples =
          new ArrayList<>(
              IntStream.range(0, MOST)
                  .filter(index -> index % 2 == 0)
                  .mapToObj(samples::get)
                  .toList());
      intervalMillis *= 2;
    }
  }
}
