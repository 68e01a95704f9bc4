package org.bucketcopy.job.stores;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Unawaited;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials that are read again while a job runs, since a job may outlive them: once a minute, or
 * when half of their time is over if that is sooner. They are read on a thread of their own, and by
 * one reading at a time. Whoever asks gets the current credentials as long as they are valid, and
 * waits only where there are none. A reading that fails leaves the former credentials. Thread-safe.
 *
 * @param <L> what a store signs with
 */
public final class RefreshingCredentials<L> {
  /** The thread that reads credentials again. */
  public static final String READER = "bucket-copy-credentials";

  /** The thread that ends a reading which takes too long, and runs what waits for it. */
  public static final String LIMIT = "bucket-copy-credentials-limit";

  private static final Logger LOG = LoggerFactory.getLogger(RefreshingCredentials.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** For one reading: a program or a file system that never answers must not hold up a run. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  /**
   * Credentials as they were read.
   *
   * @param expires when they expire; empty if that is not known
   */
  public record Reading<L>(L credentials, Optional<Instant> expires) {
    /** Shows no secret. */
    @Override
    public String toString() {
      return "(credentials)";
    }
  }

  /**
   * The current credentials.
   *
   * @param dueAt when they are to be read again
   */
  private record Held<L>(
      CompletableFuture<L> credentials, Instant dueAt, Optional<Instant> expires) {
    boolean holdsAt(Instant now) {
      return expires.filter(end -> !now.isBefore(end)).isEmpty();
    }
  }

  private final Supplier<Reading<L>> source;
  private final Executor reader;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;
  private volatile Optional<Held<L>> held = Optional.empty();
  private Optional<CompletableFuture<L>> asked = Optional.empty();
  private boolean failing;

  /**
   * @param source reads the credentials; may take its time, and fail
   * @param reader where that is done
   * @param clock decides when credentials are due, and when they have expired
   * @param timer ends the wait for a reading
   */
  public RefreshingCredentials(
      Supplier<Reading<L>> source,
      Executor reader,
      InstantSource clock,
      ScheduledExecutorService timer) {
    this.source = source;
    this.reader = reader;
    this.clock = clock;
    this.timer = timer;
  }

  /** Reads them on this thread, and throws what its source does. */
  public void readNow() {
    hold(source.get());
  }

  /** Whether they were ever read. */
  public boolean wasRead() {
    return held.isPresent();
  }

  /**
   * The credentials: a completed stage while they are valid. Otherwise it completes on the reader's
   * thread, or fails there with what its source throws, and within a minute.
   */
  public CompletableFuture<L> ask() {
    Instant now = clock.instant();
    Optional<Held<L>> current = held;
    if (current.isPresent() && now.isBefore(current.get().dueAt()) && current.get().holdsAt(now)) {
      return current.get().credentials();
    }
    CompletableFuture<L> reading = reading();
    return held.filter(there -> there.holdsAt(now)).map(Held::credentials).orElse(reading);
  }

  /** The reading that is under way, or a new one. */
  private CompletableFuture<L> reading() {
    CompletableFuture<L> answer = new CompletableFuture<>();
    synchronized (this) {
      if (asked.isPresent()) {
        return asked.get();
      }
      asked = Optional.of(answer);
    }
    Guarded reading = new Guarded(() -> read(answer), failure -> failed(answer, failure));
    Runnable start =
        () -> {
          limit(answer);
          reader.execute(reading);
        };
    new Guarded(start, failure -> failed(answer, failure)).run();
    return answer;
  }

  private void limit(CompletableFuture<L> answer) {
    Future<?> limit =
        timer.schedule(
            () -> answer.completeExceptionally(new TimeoutException()),
            PATIENCE.toSeconds(),
            TimeUnit.SECONDS);
    Unawaited.drop(answer.whenComplete((read, failure) -> limit.cancel(false)));
  }

  private void read(CompletableFuture<L> answer) {
    Reading<L> reading = source.get();
    hold(reading);
    answer.complete(reading.credentials());
  }

  private synchronized void hold(Reading<L> reading) {
    Instant now = clock.instant();
    // Credentials that are reported as expired are the best there are.
    Optional<Instant> expires = reading.expires().filter(now::isBefore);
    Duration period =
        expires
            .map(end -> Duration.between(now, end).dividedBy(2))
            .filter(half -> half.compareTo(PERIOD) < 0)
            .orElse(PERIOD);
    held =
        Optional.of(
            new Held<>(
                CompletableFuture.completedFuture(reading.credentials()),
                now.plus(period),
                expires));
    asked = Optional.empty();
    failing = false;
  }

  private void failed(CompletableFuture<L> answer, Throwable failure) {
    synchronized (this) {
      asked = Optional.empty();
      Instant next = clock.instant().plus(AFTER_FAILURE);
      held = held.map(there -> new Held<>(there.credentials(), next, there.expires()));
      if (held.isPresent() && !failing) {
        LOG.warn(
            "a credentials cannot be read again, and stay as they were: {}", Printable.of(failure));
      }
      failing = true;
    }
    answer.completeExceptionally(failure);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "RefreshingCredentials";
  }
}
