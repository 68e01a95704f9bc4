package org.bucketcopy.planner.thread;

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
