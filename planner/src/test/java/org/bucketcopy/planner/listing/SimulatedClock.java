package org.bucketcopy.planner.listing;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** A queue whose reader lets time pass by waiting: each tick ends all that was begun before it. */
final class SimulatedClock extends LinkedBlockingQueue<Runnable> {
  private static final long serialVersionUID = 1;

  private final transient List<Runnable> begun = new ArrayList<>();
  private int ticks;

  /** Ends with the next tick. */
  void next(Runnable end) {
    begun.add(end);
  }

  int ticks() {
    return ticks;
  }

  @Override
  public Runnable take() throws InterruptedException {
    if (isEmpty()) {
      ticks++;
      List<Runnable> ending = List.copyOf(begun);
      begun.clear();
      ending.forEach(Runnable::run);
      checkState(!isEmpty(), "nothing is under way that could be waited for");
    }
    return super.take();
  }
}
