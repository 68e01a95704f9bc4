package org.bucketcopy.job.dispatch;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What a pump was given and has not started, since there was no room in its executor's window for
 * one more request or for its bytes. It is started in the order it came, by whoever makes room.
 * Thread-safe.
 */
final class ReadyItems<T> {
  private final RequestWindow window;
  private final ToLongFunction<? super T> bytes;
  private final Consumer<? super T> start;
  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  /**
   * @param window of the executor
   * @param bytes how many bytes the executor holds for an item
   * @param start starts an item, on the thread that has found room for it; {@link #finished} must
   *     follow
   */
  ReadyItems(RequestWindow window, ToLongFunction<? super T> bytes, Consumer<? super T> start) {
    this.window = window;
    this.bytes = bytes;
    this.start = start;
  }

  /**
   * Starts what was leased, as far as there is room, and keeps the rest.
   *
   * @param reserved requests that room was reserved for; what is not needed is given back
   * @return how many were started in that room
   */
  int add(List<T> leased, int reserved) {
    int now = 0;
    int most = Math.min(reserved, leased.size());
    while (now < most && window.admits(bytes.applyAsLong(leased.get(now)))) {
      now++;
    }
    window.release(reserved - now, 0);
    waiting.addAll(leased.subList(now, leased.size()));
    leased.subList(0, now).forEach(start);
    startWaiting();
    return now;
  }

  /** Starts what waits, as far as there is room. */
  void startWaiting() {
    while (!ended && !waiting.isEmpty() && startFirst()) {}
  }

  private boolean startFirst() {
    T first;
    synchronized (this) {
      first = waiting.peek();
      if (first == null || window.reserve(1) == 0) {
        return false;
      }
      if (!window.admits(bytes.applyAsLong(first))) {
        window.release(1, 0);
        return false;
      }
      waiting.remove();
    }
    start.accept(first);
    return true;
  }

  /** An item that was started has its answer: there is room again. */
  void finished(T item) {
    window.release(1, bytes.applyAsLong(item));
  }

  /** How many wait. */
  int count() {
    return waiting.size();
  }

  /** The bytes of those that wait. */
  long bytes() {
    return waiting.stream().mapToLong(bytes).sum();
  }

  /** Nothing is started any more. */
  void end() {
    ended = true;
  }
}
