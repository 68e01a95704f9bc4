package org.bucketcopy.job.dispatch;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Work that is ready to be given out: whole objects and the parts of started uploads. Bounded: the
 * planner waits in {@link #reserve} while there is enough, so the driver never holds the list of
 * objects. Thread-safe.
 */
public final class WorkQueue {
  private final long capacity;
  private final Deque<Work> objects = new ArrayDeque<>();
  private final Deque<Iterator<Work>> uploads = new ArrayDeque<>();

  /** Requests that are planned and not yet leased, those of uploads being started included. */
  private long ahead;

  /** A queue that takes new work while fewer than {@code capacity} requests are ahead. */
  public WorkQueue(long capacity) {
    checkArgument(capacity >= 1, "a queue needs room");
    this.capacity = capacity;
  }

  /**
   * Waits until there is room, then announces {@code requests} requests that will be added.
   *
   * @throws InterruptedException if the planner is to stop
   */
  public synchronized void reserve(long requests) throws InterruptedException {
    while (ahead >= capacity) {
      wait();
    }
    ahead += requests;
  }

  /** Announces requests that will be added without waiting for room: there were as many before. */
  public synchronized void announce(long requests) {
    ahead += requests;
  }

  /** Takes back announced requests that will not be added. */
  public synchronized void release(long requests) {
    ahead -= requests;
    notifyAll();
  }

  /** Adds an announced request. */
  public synchronized void add(Work object) {
    objects.add(object);
  }

  /** Adds the announced parts of one upload; they are made when they are given out. */
  public synchronized void add(Iterator<Work> parts) {
    uploads.add(parts);
  }

  /**
   * Takes at most {@code most} requests: half of them parts and half whole objects while there are
   * both, so that neither many small objects nor one giant keeps the other waiting.
   */
  public synchronized List<Work> take(int most) {
    List<Work> taken = new ArrayList<>(most);
    takeParts(taken, objects.isEmpty() ? most : (most + 1) / 2);
    while (taken.size() < most && !objects.isEmpty()) {
      taken.add(objects.remove());
    }
    takeParts(taken, most);
    ahead -= taken.size();
    if (!taken.isEmpty()) {
      notifyAll();
    }
    return taken;
  }

  private void takeParts(List<Work> taken, int most) {
    while (taken.size() < most && !uploads.isEmpty()) {
      Iterator<Work> parts = uploads.element();
      if (parts.hasNext()) {
        taken.add(parts.next());
      } else {
        uploads.remove();
      }
    }
  }

  /** Requests that are planned and not yet leased. */
  public synchronized long ahead() {
    return ahead;
  }
}
