package org.bucketcopy.planner.pace;

import com.google.common.base.Ticker;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.planner.thread.Unawaited;

/** A timer and its clock, which moves only when told to and then as fast as the work allows. */
public final class VirtualTime extends ScheduledThreadPoolExecutor {
  private final PriorityQueue<Due> planned = new PriorityQueue<>();
  private final Ticker clock =
      new Ticker() {
        @Override
        public long read() {
          return nanos;
        }
      };
  private long nanos;
  private long number;

  public VirtualTime() {
    super(0);
  }

  public Ticker clock() {
    return clock;
  }

  public double seconds() {
    return nanos / 1e9;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Due due = new Due(command, nanos + unit.toNanos(delay), number++);
    planned.add(due);
    return due;
  }

  /** Runs {@code command} in so many milliseconds. */
  public void after(long millis, Runnable command) {
    Unawaited.drop(schedule(command, millis, TimeUnit.MILLISECONDS));
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
    long end = nanos + (long) (seconds * 1e9);
    for (Due next = planned.peek(); next != null && next.at <= end; next = planned.peek()) {
      planned.remove();
      nanos = next.at;
      next.run();
    }
    nanos = end;
  }

  private final class Due extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final long at;
    private final long order;

    Due(Runnable command, long at, long order) {
      super(command, null);
      this.at = at;
      this.order = order;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Due that = (Due) other;
      return at != that.at ? Long.compare(at, that.at) : Long.compare(order, that.order);
    }
  }
}
