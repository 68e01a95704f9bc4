package org.bucketcopy.planner.thread;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Work at the boundary between two threads, where nobody sees what it throws: a timer drops it, and
 * a future keeps it to itself. Here it is handed over, errors of the virtual machine included.
 *
 * @param work what is to be done
 * @param defect takes what the work throws, and ends what the work belongs to
 */
public record Guarded(Runnable work, Consumer<? super Throwable> defect) implements Runnable {
  @Override
  public void run() {
    try {
      work.run();
    } catch (Throwable thrown) {
      defect.accept(thrown);
    }
  }

  /**
   * Does the work once. Nobody need keep the timer's future: what the work throws is handed over.
   *
   * @param delay from now, in {@code unit}
   * @throws RejectedExecutionException if the timer is shut down
   */
  public void after(ScheduledExecutorService timer, long delay, TimeUnit unit) {
    Unawaited.drop(timer.schedule(this, delay, unit));
  }

  /**
   * Does the work again and again until the timer is shut down, also if it throws.
   *
   * @param first delay of the first time, in {@code unit}
   * @param pause between the end of one time and the next, in {@code unit}
   * @throws RejectedExecutionException if the timer is shut down
   */
  public void every(ScheduledExecutorService timer, long first, long pause, TimeUnit unit) {
    Unawaited.drop(timer.scheduleWithFixedDelay(this, first, pause, unit));
  }

  /** The same for what takes the result of a stage. */
  public static <T> BiConsumer<T, Throwable> answer(
      BiConsumer<? super T, ? super Throwable> work, Consumer<? super Throwable> defect) {
    return (value, failure) -> {
      try {
        work.accept(value, failure);
      } catch (Throwable thrown) {
        defect.accept(thrown);
      }
    };
  }
}
