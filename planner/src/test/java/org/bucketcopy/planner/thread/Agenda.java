package org.bucketcopy.planner.thread;

import static com.google.common.base.Preconditions.checkState;

import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What is to be done at which virtual time, by the one thread that lets it pass. */
final class Agenda {
  private final PriorityQueue<Due<?>> planned = new PriorityQueue<>();
  private long nanos;
  private long number;

  long nanos() {
    return nanos;
  }

  <V> Due<V> add(VirtualTimer timer, Callable<V> task, long delayNanos, long periodNanos) {
    Due<V> due = new Due<>(timer, task, Math.max(0, delayNanos), periodNanos);
    planned.add(due);
    return due;
  }

  void remove(Predicate<Due<?>> unwanted) {
    planned.removeIf(unwanted);
  }

  boolean holds(Predicate<Due<?>> wanted) {
    return planned.stream().anyMatch(wanted);
  }

  /** Does what is due, until {@code enough} or so many nanoseconds have passed. */
  void pass(long maxNanos, BooleanSupplier enough) {
    long end = maxNanos == Long.MAX_VALUE ? maxNanos : nanos + maxNanos;
    while (!enough.getAsBoolean()) {
      Optional<Due<?>> next = Optional.<Due<?>>ofNullable(planned.peek()).filter(d -> d.at <= end);
      if (next.isEmpty()) {
        checkState(end != Long.MAX_VALUE, "nothing is planned, so this waits for ever");
        nanos = Math.max(nanos, end);
        return;
      }
      planned.remove();
      nanos = Math.max(nanos, next.orElseThrow().at);
      next.orElseThrow().runOnce();
    }
  }

  /** A task and its time. Who waits for it lets time pass. */
  final class Due<V> extends FutureTask<V> implements ScheduledFuture<V> {
    private final VirtualTimer timer;
    private final long periodNanos;
    private final long order = number++;
    private long at;

    private Due(VirtualTimer timer, Callable<V> task, long delayNanos, long periodNanos) {
      super(task);
      this.timer = timer;
      this.periodNanos = periodNanos;
      this.at = nanos + delayNanos;
    }

    boolean isOf(VirtualTimer other) {
      return timer == other;
    }

    boolean isPeriodic() {
      return periodNanos > 0;
    }

    private void runOnce() {
      if (!isPeriodic()) {
        run();
      } else if (runAndReset() && !timer.isShutdown()) {
        at = nanos + periodNanos;
        planned.add(this);
      }
    }

    @Override
    public boolean cancel(boolean interrupt) {
      planned.remove(this);
      return super.cancel(interrupt);
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
      pass(Long.MAX_VALUE, this::isDone);
      return super.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      pass(unit.toNanos(timeout), this::isDone);
      return super.get(0, unit);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Due<?> that = (Due<?>) other;
      return at != that.at ? Long.compare(at, that.at) : Long.compare(order, that.order);
    }
  }
}
