package org.bucketcopy.planner.thread;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread that is none: its tasks are done by whoever lets virtual time pass. */
class VirtualTimer extends ScheduledThreadPoolExecutor {
  private final Agenda agenda;

  VirtualTimer(Agenda agenda) {
    super(0);
    this.agenda = agenda;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return schedule(Executors.callable(command), delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    return add(task, unit.toNanos(delay), 0);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return add(Executors.callable(command), unit.toNanos(initialDelay), unit.toNanos(delay));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException("nobody needs it");
  }

  private <V> ScheduledFuture<V> add(Callable<V> task, long delayNanos, long periodNanos) {
    if (isShutdown()) {
      throw new RejectedExecutionException("shut down");
    }
    return agenda.add(this, task, delayNanos, periodNanos);
  }

  @Override
  public void shutdown() {
    super.shutdown();
    agenda.remove(due -> due.isOf(this) && due.isPeriodic());
  }

  @Override
  public List<Runnable> shutdownNow() {
    super.shutdownNow();
    agenda.remove(due -> due.isOf(this));
    return List.of();
  }

  @Override
  public boolean isTerminated() {
    return isShutdown() && !agenda.holds(due -> due.isOf(this));
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    agenda.pass(unit.toNanos(timeout), this::isTerminated);
    return isTerminated();
  }
}
