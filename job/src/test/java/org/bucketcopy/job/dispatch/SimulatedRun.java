package org.bucketcopy.job.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadedPart;

/** A planner, a queue and a window of requests in flight, in simulated milliseconds. */
final class SimulatedRun {
  /** Source looked at, tags read, upload initiated. */
  private static final long INITIATE_MILLIS = 90;

  private static final int KEYS_PER_MILLI = 10;

  private record Timed(long millis) implements Work<UploadedPart> {
    @Override
    public WorkItem<UploadedPart> item(long id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean wanted() {
      return true;
    }

    @Override
    public boolean hedgeable() {
      return true;
    }

    @Override
    public long bytesSent() {
      return 0;
    }

    @Override
    public void done(UploadedPart result) {}

    @Override
    public void failed(StoreFault fault) {}

    @Override
    public void dropped() {}
  }

  private record Listed(int requests, long bytes, long millisEach) {}

  private record Event(long atMillis, Runnable action) {}

  private final int inFlight;
  private final WorkQueue queue = new WorkQueue();
  private final Queue<Listed> listing = new ArrayDeque<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
  private long sumMillis;
  private long now;
  private int free;

  SimulatedRun(int inFlight) {
    this.inFlight = inFlight;
    this.free = inFlight;
  }

  void objects(int count, long bytes, long millisEach) {
    listing.addAll(Collections.nCopies(count, new Listed(1, bytes, millisEach)));
    sumMillis += count * millisEach;
  }

  void upload(int parts, long millisEach) {
    listing.add(new Listed(parts, Long.MAX_VALUE, millisEach));
    sumMillis += parts * millisEach;
  }

  long millisOfFullWindow() {
    return sumMillis / inFlight;
  }

  /** How long the run takes. */
  long millis() throws InterruptedException {
    events.add(new Event(0, this::list));
    while (!events.isEmpty()) {
      Event event = events.remove();
      now = event.atMillis();
      event.action().run();
      lease();
    }
    return now;
  }

  private void list() {
    for (int key = 0; key < KEYS_PER_MILLI && queue.hasRoom() && !listing.isEmpty(); key++) {
      plan(listing.remove());
    }
    if (!listing.isEmpty()) {
      events.add(new Event(now + 1, this::list));
    }
  }

  private void plan(Listed object) {
    try {
      queue.reserve(object.requests());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Timed request = new Timed(object.millisEach());
    if (object.requests() == 1) {
      queue.add(request, object.bytes());
      return;
    }
    List<Work<?>> parts = new ArrayList<>(Collections.nCopies(object.requests(), request));
    events.add(
        new Event(
            now + INITIATE_MILLIS, () -> queue.add(ListedParts.of(parts), object.requests())));
  }

  private void lease() {
    for (Work<?> work : queue.take(free, 1, Long.MAX_VALUE, "here")) {
      free--;
      events.add(new Event(now + ((Timed) work).millis(), () -> free++));
    }
  }
}
