package org.bucketcopy.job.dispatch;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Work that is ready to be assigned: whole objects and the parts of started uploads. Bounded: the
 * planner waits in {@link #reserve} while there is enough, so the driver never holds the list of
 * objects. Thread-safe.
 *
 * <p>Large work goes first, so that the run does not end with one large object alone: of all that
 * is assigned, half is parts, then half of the rest large objects, then small ones; more where
 * there are more of the larger kind than of all smaller, so that they end together. The largest
 * upload goes before others and is assigned entirely, so that few are half done.
 */
public final class WorkQueue {
  /** Objects that wait: enough to find large ones early, some tens of MiB of memory. */
  private static final int OBJECTS = 50_000;

  /** Uploads that wait, whatever their parts: enough to choose the largest from. */
  private static final int UPLOADS = 256;

  /** With fewer parts than these ahead, more uploads may wait: large clusters need them. */
  private static final int PARTS = 16_384;

  /** From this size on the bytes of one CopyObject may take longer than its request. */
  private static final long LARGE_OBJECT = 16L << 20;

  private final int mostObjects;
  private final int mostUploads;
  private final int enoughParts;
  private final Queue<Work<?>> largeObjects = new ArrayDeque<>();
  private final Queue<Work<?>> smallObjects = new ArrayDeque<>();
  private final PriorityQueue<Parts> uploads = new PriorityQueue<>(Parts.LARGEST_FIRST);
  private Optional<PartSource> currentUpload = Optional.empty();
  private long uploadsAdded;

  /** Requests that are planned and not yet leased, those of uploads being started included. */
  private long ahead;

  private record Parts(PartSource parts, long count, long number) {
    static final Comparator<Parts> LARGEST_FIRST =
        Comparator.comparingLong(Parts::count).reversed().thenComparingLong(Parts::number);
  }

  /** A queue that lets the planner look tens of thousands of objects ahead. */
  public WorkQueue() {
    this(OBJECTS, UPLOADS, PARTS);
  }

  /**
   * A queue that takes new work while fewer than {@code mostObjects} objects wait and either fewer
   * than {@code mostUploads} uploads or fewer than {@code enoughParts} parts.
   */
  WorkQueue(int mostObjects, int mostUploads, int enoughParts) {
    checkArgument(mostObjects >= 1 && mostUploads >= 1, "a queue needs room");
    this.mostObjects = mostObjects;
    this.mostUploads = mostUploads;
    this.enoughParts = enoughParts;
  }

  /**
   * Waits until there is room, then announces {@code requests} requests that will be added.
   *
   * @throws InterruptedException if the planner is to stop
   */
  public synchronized void reserve(long requests) throws InterruptedException {
    while (!hasRoom()) {
      wait();
    }
    ahead += requests;
  }

  /** Whether {@link #reserve} would not wait. */
  synchronized boolean hasRoom() {
    return largeObjects.size() + smallObjects.size() < mostObjects
        && (uploads.size() < mostUploads || partsAhead() < enoughParts);
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

  /**
   * Adds an announced request that copies a whole object.
   *
   * @param bytes the object's size
   */
  public synchronized void add(Work<?> object, long bytes) {
    (bytes >= LARGE_OBJECT ? largeObjects : smallObjects).add(object);
  }

  /**
   * Adds the announced parts of one upload; they are made when they are assigned.
   *
   * @param count how many there are
   */
  public synchronized void add(PartSource parts, long count) {
    uploads.add(new Parts(parts, count, uploadsAdded++));
  }

  /**
   * Takes at most {@code most} requests, and none once so many bytes are held for those that are
   * taken, or sent by them: only the last may have more than there is room for. Of an upload, the
   * parts that {@code host} holds go first, and then whatever is next.
   *
   * @param held how many bytes may be held
   * @param sent how many bytes may be sent
   * @param host where they are going to be done
   */
  public synchronized List<Work<?>> take(int most, long held, long sent, String host) {
    Taken taken = new Taken(most, held, sent, host);
    takeParts(taken, share(most, partsAhead(), largeObjects.size() + smallObjects.size()));
    int left = most - taken.count();
    takeObjects(largeObjects, taken, share(left, largeObjects.size(), smallObjects.size()));
    takeObjects(smallObjects, taken, most - taken.count());
    takeObjects(largeObjects, taken, most - taken.count());
    takeParts(taken, most - taken.count());
    ahead -= taken.count();
    if (taken.count() > 0) {
      notifyAll();
    }
    return taken.works;
  }

  /** What one call takes. */
  private static final class Taken {
    private final List<Work<?>> works;
    private final String host;
    private long heldLeft;
    private long sentLeft;

    Taken(int most, long held, long sent, String host) {
      this.works = new ArrayList<>(most);
      this.host = host;
      this.heldLeft = held;
      this.sentLeft = sent;
    }

    int count() {
      return works.size();
    }

    boolean hasRoom() {
      return heldLeft > 0 && sentLeft > 0;
    }

    void add(Work<?> work) {
      works.add(work);
      heldLeft -= work.bytes();
      sentLeft -= work.bytesSent();
    }
  }

  private long partsAhead() {
    return ahead - largeObjects.size() - smallObjects.size();
  }

  /** How many of {@code room} are for the larger kind, given how many of each kind wait. */
  private static int share(int room, long larger, long smaller) {
    if (smaller == 0) {
      return room;
    }
    return Math.max((room + 1) / 2, (int) (room * larger / (larger + smaller)));
  }

  private void takeParts(Taken taken, int most) {
    for (int left = most; left > 0 && taken.hasRoom() && findPart(); left--) {
      taken.add(currentUpload.orElseThrow().next(taken.host));
    }
  }

  private boolean findPart() {
    currentUpload = currentUpload.filter(PartSource::hasNext);
    while (currentUpload.isEmpty() && !uploads.isEmpty()) {
      currentUpload = Optional.of(uploads.remove().parts()).filter(PartSource::hasNext);
    }
    return currentUpload.isPresent();
  }

  private static void takeObjects(Queue<Work<?>> objects, Taken taken, int most) {
    for (int left = most; left > 0 && taken.hasRoom() && !objects.isEmpty(); left--) {
      taken.add(objects.remove());
    }
  }

  /** Requests that are planned and not yet leased. */
  public synchronized long ahead() {
    return ahead;
  }
}
