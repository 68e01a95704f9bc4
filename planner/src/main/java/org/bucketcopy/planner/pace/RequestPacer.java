package org.bucketcopy.planner.pace;

import com.google.common.base.Ticker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Sends the requests of one process to a bucket no faster than its share of the budget, in the
 * order they came, spread evenly. Nobody blocks: a request that is early is sent by the timer.
 * Without a limit requests are sent at once, by whoever makes them. Thread-safe.
 */
public final class RequestPacer {
  /**
   * How often the load is reported to the driver, and the rate asked for, while the rate is
   * bounded.
   */
  public static final long REPORT_MILLIS = 200;

  /** So much of a second's requests may leave together. */
  private static final double BURST_SECONDS = 0.02;

  private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A new rate takes effect within this time. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final double ROUNDING = 1e-9;

  private final Ticker clock;
  private final ScheduledExecutorService timer;
  private final Deque<Guarded> waiting = new ArrayDeque<>();
  private double rate = Double.POSITIVE_INFINITY;
  private double permits = Double.POSITIVE_INFINITY;
  private long permitsNanos;
  private long rateNanos;
  private boolean wakeUpSet;
  private long sent;
  private long throttled;
  private long throttledReported;
  private boolean letsPass;
  private int active;

  /** A pacer without a limit, until {@link #rate} sets one. */
  public RequestPacer(Ticker clock, ScheduledExecutorService timer) {
    this.clock = clock;
    this.timer = timer;
  }

  /** From now on, no more than so many requests in a second; infinite for no limit. */
  public void rate(double perSecond) {
    List<Guarded> due;
    synchronized (this) {
      earnPermits();
      rate = letsPass ? Double.POSITIVE_INFINITY : perSecond;
      rateNanos = permitsNanos;
      permits = Math.min(permits, maxPermits());
      due = due();
    }
    due.forEach(Guarded::run);
  }

  /**
   * From now on nothing is held back, whatever the rate: for a run that ends, whose last requests
   * close what it has opened.
   */
  public void letPass() {
    synchronized (this) {
      letsPass = true;
    }
    rate(Double.POSITIVE_INFINITY);
  }

  /**
   * Runs {@code request} when its turn comes; {@link #answered} must follow. What it throws is its
   * own affair, and keeps no other one from its turn.
   */
  void send(Guarded request) {
    List<Guarded> due;
    synchronized (this) {
      active++;
      waiting.add(request);
      due = due();
    }
    due.forEach(Guarded::run);
  }

  /** A request that was sent has its answer. */
  synchronized void answered(boolean refusedAsTooMany) {
    active--;
    if (refusedAsTooMany) {
      throttled++;
    }
  }

  /** The load so far, to be reported to the budget. */
  public synchronized BucketLoad report() {
    throttledReported = throttled;
    return new BucketLoad(sent, throttled, active);
  }

  /** Whether the budget should hear of the load soon, and this pacer of its rate. */
  public synchronized boolean reportDue() {
    boolean bounded = !Double.isInfinite(rate);
    return throttled > throttledReported
        || (bounded && clock.read() - rateNanos >= TimeUnit.MILLISECONDS.toNanos(REPORT_MILLIS));
  }

  private List<Guarded> due() {
    earnPermits();
    List<Guarded> due = new ArrayList<>();
    while (!waiting.isEmpty() && permits >= 1 - ROUNDING) {
      permits -= 1;
      due.add(waiting.remove());
    }
    sent += due.size();
    if (!waiting.isEmpty() && !wakeUpSet) {
      wakeUp(due);
    }
    return due;
  }

  private void earnPermits() {
    long now = clock.read();
    permits =
        Double.isInfinite(rate)
            ? rate
            : Math.min(maxPermits(), permits + rate * (now - permitsNanos) / 1e9);
    permitsNanos = now;
  }

  private double maxPermits() {
    return Math.max(1, rate * BURST_SECONDS);
  }

  private void wakeUp(List<Guarded> due) {
    long needed = (long) Math.ceil((1 - permits) * 1e9 / rate);
    long wait = Math.max(SHORTEST_WAIT_NANOS, Math.min(needed, LONGEST_WAIT_NANOS));
    try {
      // One that fails is made up for: the next rate wakes what waits.
      new Guarded(this::wokenUp, missed -> {}).after(timer, wait, TimeUnit.NANOSECONDS);
      wakeUpSet = true;
    } catch (RejectedExecutionException closing) {
      // The stores are being closed: their answers end what waits here.
      sent += waiting.size();
      due.addAll(waiting);
      waiting.clear();
    }
  }

  private void wokenUp() {
    List<Guarded> due;
    synchronized (this) {
      wakeUpSet = false;
      due = due();
    }
    due.forEach(Guarded::run);
  }
}
