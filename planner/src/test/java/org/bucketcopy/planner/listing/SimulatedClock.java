package org.bucketcopy.planner.listing;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A queue whose reader lets time pass by waiting: each tick ends all that was started before it.
 */
final class SimulatedClock extends LinkedBlockingQueue<Runnable> {
  private static final long serialVersionUID = 1;

  private final transient List<Runnable> started = new ArrayList<>();
  private int ticks;

  /** Ends with the next tick. */
  void next(Runnable end) {
    started.add(end);
  }

  int ticks() {
    return ticks;
  }

  @Override
  public Runnable take() throws InterruptedException {
    if (isEmpty()) {
      ticks++;
      List<Runnable> ending = List.copyOf(started);
      started.clear();
      ending.forEach(Runnable::run);
      checkState(!isEmpty(), "nothing is under way that could be waited for");
    }
    return super.take();
  }
}
