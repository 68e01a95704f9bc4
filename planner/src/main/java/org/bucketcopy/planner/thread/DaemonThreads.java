package org.bucketcopy.planner.thread;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of this process. */
final class DaemonThreads implements Threads {
  private static final long IDLE_SECONDS = 10;

  @Override
  public ScheduledExecutorService named(String name) {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
    thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
    // Most of what is scheduled is a limit for something that is over long before.
    thread.setRemoveOnCancelPolicy(true);
    return thread;
  }
}
