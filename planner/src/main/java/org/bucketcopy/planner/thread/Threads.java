package org.bucketcopy.planner.thread;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** Where threads come from. */
public interface Threads {
  /**
   * A thread that does one task after the other, in the order they come or when their time has
   * come. It is there while it has work, keeps no process alive, and needs no shutdown: who has to
   * stop what it does may shut it down.
   *
   * @param name what logs and thread dumps call it
   */
  ScheduledExecutorService named(String name);

  /**
   * Threads for tasks that block, side by side; a task that finds all of them at work waits for
   * one. Each is there while it has work, and keeps no process alive.
   *
   * @param name what logs and thread dumps call them, each with a number
   * @param most how many at a time, at least 1
   */
  ExecutorService pool(String name, int most);
}
