package org.bucketcopy.planner.thread;

import java.util.concurrent.Future;

/**
 * The one way to drop a future. What a dropped future throws is lost, so this is only for work that
 * cannot fail, or that reports its failure elsewhere. Work of a timer is a {@link Guarded}, which
 * has ways of its own: {@link Guarded#after} and {@link Guarded#every}.
 */
public final class Unawaited {
  private Unawaited() {}

  /**
   * Nobody waits for {@code future}.
   *
   * @param future of work that cannot fail, or that reports its failure elsewhere
   */
  public static void drop(Future<?> future) {}
}
