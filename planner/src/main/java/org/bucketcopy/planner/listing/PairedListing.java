package org.bucketcopy.planner.listing;

import com.google.common.annotations.VisibleForTesting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.bucketcopy.planner.listing.RangeReader.Side;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.KeyMapping;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Every source with its destination and what is there already, told by walking the listings of both
 * sides together, once. A long listing is split into ranges of keys that are listed at the same
 * time: keys come in order within a range, and ranges in no order. For one thread.
 *
 * <p>Some servers list in the order of UTF-16 instead of {@link KeyOrder}. What is at a destination
 * is therefore looked up where the two orders disagree about two keys that meet, and from the first
 * key of a range on that either side lists out of order. So the answer is right whichever of the
 * two orders each side has. A side in any other order may have a destination taken for absent
 * before its first page out of order comes. From then on no range is split, and where it is the
 * destination's side, every destination is looked up. Where it is the source's and a range was
 * split before, the walk fails, as keys may be left out: one request at a time never splits.
 */
public final class PairedListing implements Iterator<CopyPair> {
  private final KeyMapping mapping;
  private final ListingRequests requests;
  private final RangeSplitter splitter;
  private final int mostRanges;
  private final List<RangePairs> ranges = new ArrayList<>();
  private Optional<CopyPair> next = Optional.empty();
  private int current;
  private boolean split;
  private boolean disorderly;

  /**
   * Asks for the first page of each side without waiting for it.
   *
   * @param mapping from sources to destinations
   * @param source where the sources are
   * @param existing where the destinations are
   * @param lookup what is at one destination
   * @param inFlight most listing requests at a time, and most ranges
   */
  public PairedListing(
      KeyMapping mapping,
      ObjectStore source,
      ObjectStore existing,
      Function<ObjectLocation, Optional<ListedObject>> lookup,
      int inFlight) {
    this(mapping, source, existing, lookup, inFlight, new LinkedBlockingQueue<>());
  }

  @VisibleForTesting
  PairedListing(
      KeyMapping mapping,
      ObjectStore source,
      ObjectStore existing,
      Function<ObjectLocation, Optional<ListedObject>> lookup,
      int inFlight,
      BlockingQueue<Runnable> answers) {
    this.mapping = mapping;
    this.requests = new ListingRequests(inFlight, answers);
    this.mostRanges = inFlight;
    KeyAlphabet alphabet = new KeyAlphabet();
    SplitBudget budget = new SplitBudget();
    this.splitter = new RangeSplitter(alphabet, budget);
    RangePairs.Walk walk =
        new RangePairs.Walk(
            mapping,
            new Side(source, mapping.source(), requests, this::sourceOutOfOrder),
            new Side(existing, mapping.destination(), requests, this::existingOutOfOrder),
            lookup,
            alphabet,
            budget);
    ranges.add(new RangePairs(walk));
  }

  /**
   * Whether there is another source; waits for a page of its listing if need be.
   *
   * @throws StoreException if a page could not be listed and all is given that was; so does every
   *     later call
   * @throws java.util.concurrent.CancellationException if the thread was interrupted, and still is
   */
  @Override
  public boolean hasNext() {
    while (next.isEmpty() && !ranges.isEmpty()) {
      requests.handle();
      next = poll();
      if (next.isEmpty() && !ranges.isEmpty()) {
        split();
        requests.await();
      }
    }
    return next.isPresent();
  }

  /**
   * The next source, its destination, and what is there.
   *
   * @throws StoreException as {@link #hasNext}
   */
  @Override
  public CopyPair next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all of " + mapping.source() + " is listed");
    }
    CopyPair pair = next.orElseThrow();
    next = Optional.empty();
    return pair;
  }

  /** Stays with a range as long as it has pairs at hand. */
  private Optional<CopyPair> poll() {
    for (int untried = ranges.size(); untried > 0; untried--) {
      current = current < ranges.size() ? current : 0;
      RangePairs range = ranges.get(current);
      Optional<CopyPair> pair = range.poll();
      if (pair.isPresent()) {
        return pair;
      }
      if (range.ended()) {
        range.close();
        ranges.remove(current);
      } else {
        current++;
      }
    }
    return Optional.empty();
  }

  /** While nothing is at hand, the listing is what the job waits for. */
  private void split() {
    while (!disorderly && requests.hasRoom() && ranges.size() < mostRanges) {
      Optional<RangePairs> after = splitter.split(ranges);
      if (after.isEmpty()) {
        return;
      }
      split = true;
      ranges.add(after.get());
    }
  }

  /** Ranges that are not in the order of their keys may overlap, or leave keys out. */
  private void sourceOutOfOrder() {
    disorderly = true;
    if (split) {
      requests.fail(
          new StoreException(
              StoreFault.found(
                  StoreFault.Kind.UNSUPPORTED,
                  StoreOperation.LIST_OBJECTS,
                  mapping.source(),
                  "the store lists keys neither in the order of UTF-8 nor of UTF-16")));
    }
  }

  private void existingOutOfOrder() {
    disorderly = true;
    ranges.forEach(RangePairs::distrustExisting);
  }
}
