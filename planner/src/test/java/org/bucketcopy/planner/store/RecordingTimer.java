package org.bucketcopy.planner.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer that never waits: it notes the pause and runs the command at once, on its thread. */
public final class RecordingTimer extends ScheduledThreadPoolExecutor implements AutoCloseable {
  private final List<Long> pauses = new CopyOnWriteArrayList<>();

  public RecordingTimer() {
    super(1);
  }

  /** The pauses that were asked for so far, in milliseconds. */
  public List<Long> pauses() {
    return pauses;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    pauses.add(unit.toMillis(delay));
    return super.schedule(command, 0, unit);
  }

  @Override
  public void close() {
    shutdownNow();
  }
}
