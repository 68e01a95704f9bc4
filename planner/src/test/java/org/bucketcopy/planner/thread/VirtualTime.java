package org.bucketcopy.planner.thread;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A timer, its clock, and threads that are none. Time moves only on request, or when a task of a
 * timer is waited for, and then as fast as the work allows. For one thread.
 */
public final class VirtualTime extends VirtualTimer implements Threads {
  /** When it starts, by the clock. */
  public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final Agenda agenda;
  private final List<Throwable> thrown = new ArrayList<>();
  private final Ticker clock =
      new Ticker() {
        @Override
        public long read() {
          return agenda.nanos();
        }
      };

  public VirtualTime() {
    this(new Agenda());
  }

  private VirtualTime(Agenda agenda) {
    super(agenda);
    this.agenda = agenda;
  }

  public Ticker clock() {
    return clock;
  }

  /** A machine in this time, whose chance is all in {@code seed}. */
  public Machine machine(long seed) {
    return new Machine(() -> BEGINNING.plusNanos(agenda.nanos()), clock, new Random(seed), this);
  }

  @Override
  public ScheduledExecutorService named(String name) {
    return new VirtualTimer(agenda);
  }

  @Override
  public ExecutorService pool(String name, int most) {
    return new VirtualTimer(agenda);
  }

  public double seconds() {
    return agenda.nanos() / 1e9;
  }

  /** The time that has passed. */
  public Duration passed() {
    return Duration.ofNanos(agenda.nanos());
  }

  /** Runs {@code command} in so many milliseconds; who lets time pass gets what it throws. */
  public void after(long millis, Runnable command) {
    new Guarded(command, thrown::add).after(this, millis, TimeUnit.MILLISECONDS);
  }

  /** Runs {@code command} every so many milliseconds. */
  public void every(long millis, Runnable command) {
    after(
        millis,
        () -> {
          command.run();
          every(millis, command);
        });
  }

  /** Lets so many seconds pass. */
  public void pass(double seconds) {
    agenda.pass((long) (seconds * 1e9), () -> false);
    rethrow();
  }

  /** Lets time pass until this is done, one way or the other. */
  public <T> CompletableFuture<T> await(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    agenda.pass(Long.MAX_VALUE, future::isDone);
    rethrow();
    return future;
  }

  private void rethrow() {
    if (!thrown.isEmpty()) {
      throw new IllegalStateException("a command has failed", thrown.get(0));
    }
  }
}
