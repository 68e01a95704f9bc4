package org.bucketcopy.planner.pace;

import com.google.common.base.Ticker;
import com.google.common.primitives.Ints;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Sends the bodies of one process no faster than its share of the budget. A body is started in its
 * turn, while few enough are open ({@link OpenBodies}), and its bytes are paid for as they are
 * read: whoever reads them waits. Without a limit nothing is held back. Thread-safe.
 */
public final class BytePacer {
  /** So much of a second's bytes may be read at once. */
  private static final double BURST_SECONDS = 0.02;

  private static final int SMALLEST_PIECE = 1024;
  private static final int LARGEST_PIECE = 64 * 1024;

  /** Whoever waits looks again after this time, if no new rate comes before. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final String THIS_PROCESS = "this process";

  private final Ticker clock;
  private final OpenBodies open = new OpenBodies();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private double rate = Double.POSITIVE_INFINITY;
  private long rateNanos;
  private boolean letsPass;

  /** Bytes that were read, and how many of them are allowed by now: the others are waited for. */
  private long read;

  private double allowed;
  private long allowedNanos;

  private record Waiting(long length, Guarded start) {}

  /** A pacer without a limit, until {@link #rate} sets one. */
  public BytePacer(Ticker clock) {
    this.clock = clock;
  }

  /** From now on, no more than so many bytes in a second; infinite for no limit. */
  public void rate(double perSecond) {
    List<Guarded> due;
    synchronized (this) {
      allow();
      rate = letsPass ? Double.POSITIVE_INFINITY : perSecond;
      rateNanos = allowedNanos;
      notifyAll();
      due = due();
    }
    due.forEach(Guarded::run);
  }

  /** From now on nothing is held back, whatever the rate. */
  public void letPass() {
    synchronized (this) {
      letsPass = true;
    }
    rate(Double.POSITIVE_INFINITY);
  }

  /** Whether this pacer should hear of its rate soon. */
  synchronized boolean rateDue() {
    long age = clock.read() - rateNanos;
    return isBounded() && age >= TimeUnit.MILLISECONDS.toNanos(RequestPacer.REPORT_MILLIS);
  }

  /** Whether reading may wait. */
  synchronized boolean isBounded() {
    return !Double.isInfinite(rate);
  }

  /**
   * Sends a body in its turn.
   *
   * @param call sends the body that it is given, whose bytes are paced
   */
  <T> CompletionStage<T> send(Body body, Function<Body, CompletionStage<T>> call) {
    if (!isBounded()) {
      return call.apply(body);
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    Guarded start =
        new Guarded(
            () ->
                call.apply(new PacedBody(body, this))
                    .whenComplete(
                        Guarded.answer(
                            (made, failure) -> {
                              ended(body.length());
                              if (failure == null) {
                                result.complete(made);
                              } else {
                                result.completeExceptionally(failure);
                              }
                            },
                            result::completeExceptionally)),
            defect -> {
              ended(body.length());
              result.completeExceptionally(defect);
            });
    List<Guarded> due;
    synchronized (this) {
      waiting.add(new Waiting(body.length(), start));
      due = due();
    }
    due.forEach(Guarded::run);
    return result;
  }

  private void ended(long length) {
    List<Guarded> due;
    synchronized (this) {
      open.remove(THIS_PROCESS, length);
      due = due();
    }
    due.forEach(Guarded::run);
  }

  private List<Guarded> due() {
    List<Guarded> due = new ArrayList<>();
    while (!waiting.isEmpty() && open.room(rate) > 0) {
      Waiting next = waiting.remove();
      open.add(THIS_PROCESS, next.length());
      due.add(next.start());
    }
    return due;
  }

  /** How many bytes to read at once at most, so that the rate is kept evenly. */
  synchronized int piece() {
    return Ints.constrainToRange(Ints.saturatedCast((long) burst()), SMALLEST_PIECE, LARGEST_PIECE);
  }

  private double burst() {
    return rate * BURST_SECONDS;
  }

  /**
   * Waits until so many bytes are allowed, which were read just now.
   *
   * @throws InterruptedIOException if the thread is to stop
   */
  void pay(int bytes) throws InterruptedIOException {
    long mine = noteRead(bytes);
    try {
      synchronized (this) {
        for (long wait = nanosUntil(mine); wait > 0; wait = nanosUntil(mine)) {
          TimeUnit.NANOSECONDS.timedWait(this, Math.min(wait, LONGEST_WAIT_NANOS));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the bytes were paced");
    }
  }

  /**
   * Bytes were read.
   *
   * @return how many there are with them: {@link #nanosUntil} says when they are allowed
   */
  synchronized long noteRead(int bytes) {
    allow();
    read += bytes;
    return read;
  }

  /** How long it takes until so many bytes are allowed if the rate stays: 0 if they are. */
  synchronized long nanosUntil(long readBytes) {
    allow();
    if (!isBounded() || allowed >= readBytes) {
      return 0;
    }
    return rate == 0 ? Long.MAX_VALUE : (long) Math.ceil((readBytes - allowed) * 1e9 / rate);
  }

  /** What was not read while nobody wanted to is not made up for, but for a burst. */
  private void allow() {
    long now = clock.read();
    double earned = isBounded() ? rate * (now - allowedNanos) / 1e9 : Double.POSITIVE_INFINITY;
    double most = read + (isBounded() ? Math.max(burst(), 1) : 0);
    allowed = Math.min(allowed + earned, most);
    allowedNanos = now;
  }
}
