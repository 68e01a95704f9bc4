package org.bucketcopy.job.report;

import com.google.common.base.Ticker;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.StoreFault;

/**
 * What a page can show of a run of any number of objects: how many were made in which way and what
 * proved them, the slowest, and the first that failed. Bounded, and thread-safe.
 */
public final class Highlights {
  private static final int SLOWEST = 100;
  private static final int FAILED = 1_000;

  /** A page with more would be large: keys may have a thousand characters. */
  private static final int FAILED_CHARACTERS = 400_000;

  private static final Comparator<SlowObject> FASTEST_FIRST =
      Comparator.comparing(SlowObject::took);

  private final Ticker clock;

  /** When the first request was made for each object that is under way. */
  private final Map<ObjectLocation, Long> began = new ConcurrentHashMap<>();

  private final Table<Route, Proof, Long> made = HashBasedTable.create();
  private final PriorityQueue<SlowObject> slowest = new PriorityQueue<>(FASTEST_FIRST);
  private final List<FailedObject> failed = new ArrayList<>();
  private int failedCharacters;

  /**
   * @param clock measures how long objects take
   */
  public Highlights(Ticker clock) {
    this.clock = clock;
  }

  /**
   * What there was up to a moment.
   *
   * @param made how many objects were made, by how and by what proved them
   * @param slowest the slowest of them, the slowest first
   * @param failed those that failed first
   */
  public record Kept(
      ImmutableTable<Route, Proof, Long> made,
      ImmutableList<SlowObject> slowest,
      ImmutableList<FailedObject> failed) {}

  /** An executor is given the first request for an object; never blocks. */
  void begun(TransferPair pair) {
    began.putIfAbsent(pair.destination(), clock.read());
  }

  void made(TransferPair pair, Route route, Proof proof) {
    long now = clock.read();
    long since = ended(pair, now);
    Duration took = Duration.ofNanos(now - since);
    synchronized (this) {
      made.put(route, proof, count(route, proof) + 1);
      if (slowest.size() < SLOWEST || slowest.element().took().compareTo(took) < 0) {
        slowest.add(new SlowObject(pair.source().uri(), pair.source().size(), route, took));
      }
      if (slowest.size() > SLOWEST) {
        slowest.remove();
      }
    }
  }

  private long count(Route route, Proof proof) {
    Long count = made.get(route, proof);
    return count == null ? 0 : count;
  }

  /** When it began; now if nobody has made a request for it. */
  private long ended(TransferPair pair, long now) {
    Long since = began.remove(pair.destination());
    return since == null ? now : since;
  }

  void failed(TransferPair pair, StoreFault fault) {
    began.remove(pair.destination());
    failed(new FailedObject(pair.source().uri(), pair.source().size(), fault));
  }

  synchronized void failed(FailedObject object) {
    if (failed.size() < FAILED && failedCharacters < FAILED_CHARACTERS) {
      failed.add(object);
      failedCharacters += object.length();
    }
  }

  /** What there is by now. */
  public synchronized Kept kept() {
    return new Kept(
        ImmutableTable.copyOf(made),
        ImmutableList.sortedCopyOf(FASTEST_FIRST.reversed(), slowest),
        ImmutableList.copyOf(failed));
  }
}
