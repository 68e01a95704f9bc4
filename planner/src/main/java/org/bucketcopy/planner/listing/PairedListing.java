package org.bucketcopy.planner.listing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Every source with its destination and what is there already, found by walking the listings of
 * both sides together, once. A long listing is split into ranges of keys that are listed at the
 * same time: keys come in order within a range, and ranges in no order. For one thread.
 *
 * <p>Some servers list in the order of UTF-16 instead of {@link KeyOrder}. What is at a destination
 * is therefore looked up where the two orders disagree about two keys that meet, and from the first
 * key of a range on that either side lists out of order. So the answer is right whichever of the
 * two orders each side has. A side in any other order may have a destination taken for absent
 * before its first page out of order comes. From then on no range is split, and where it is the
 * destination's side, it is listed no further, and every destination is looked up. Where it is the
 * source's and a range was split before, the walk fails, as keys may be left out: one request at a
 * time never splits.
 *
 * <p>Whatever a listing shows, the walk ends, and an entry that cannot be planned is given as a
 * failure of its own. A listing of the source that comes back to where it was fails the walk; one
 * of the destination is not needed, since every destination can be looked up. What is looked up
 * comes as it is answered, in no order.
 *
 * <p>With {@link Extraneous#GIVEN}, objects that are only at the destination are given too. Where
 * the orders disagree, the source is looked at first. In any other order of the source, one may be
 * given although the source has it, before the first page out of order comes: who deletes looks at
 * the source first. A listing of the destination in any other order, or one that comes back to
 * where it was, fails the walk then.
 */
public final class PairedListing implements CoveredWalk {
  private final KeyMapping mapping;
  private final Answers answers;
  private final ListingRequests requests;
  private final Lookups lookups;
  private final DoubtfulKeys doubtful = new DoubtfulKeys();
  private final Optional<ExtraneousObjects> extraneous;
  private final RangeSplitter splitter;
  private final int maxRanges;
  private final List<RangePairs> ranges = new ArrayList<>();
  private final Queue<Candidate> ready = new ArrayDeque<>();
  private Coverage ended = Coverage.NONE;
  private int current;
  private boolean split;
  private boolean disorderly;
  private boolean existingRecurs;
  private long foreign;
  private long unsureExisting;

  /**
   * Asks for the first page of each side without waiting for it.
   *
   * @param mapping from sources to destinations
   * @param source where the sources are
   * @param existing where the destinations are; single ones are looked at there too
   * @param inFlight maximum number of listing requests at a time, and of ranges
   */
  public PairedListing(KeyMapping mapping, ObjectStore source, ObjectStore existing, int inFlight) {
    this(mapping, source, existing, inFlight, Extraneous.IGNORED, new LinkedBlockingQueue<>());
  }

  /**
   * Asks for the first page of each side without waiting for it.
   *
   * @param mapping from sources to destinations
   * @param source where the sources are; single ones are looked at there too
   * @param existing where the destinations are; single ones are looked at there too
   * @param inFlight maximum number of listing requests at a time, and of ranges
   * @param wish what becomes of objects that are only at the destination
   * @param answers empty and without bound; holds the answers of the stores until the walk waits
   *     for one, by {@link BlockingQueue#take}
   */
  public PairedListing(
      KeyMapping mapping,
      ObjectStore source,
      ObjectStore existing,
      int inFlight,
      Extraneous wish,
      BlockingQueue<Runnable> answers) {
    this.mapping = mapping;
    this.answers = new Answers(answers);
    this.requests = new ListingRequests(inFlight, this.answers);
    this.lookups = new Lookups(this.answers);
    this.maxRanges = inFlight;
    KeyAlphabet alphabet = new KeyAlphabet();
    SplitBudget budget = new SplitBudget();
    this.splitter = new RangeSplitter(alphabet, budget);
    this.extraneous =
        wish == Extraneous.GIVEN
            ? Optional.of(new ExtraneousObjects(mapping, source, lookups, ready::add))
            : Optional.empty();
    UnsureSources unsure = new UnsureSources(mapping, source, existing, lookups, ready::add);
    RangePairs.Walk walk =
        new RangePairs.Walk(
            mapping,
            new Side(source, mapping.source(), requests, new SourceWatch(unsure)),
            new Side(existing, mapping.destination(), requests, new ExistingWatch()),
            lookups,
            doubtful,
            extraneous,
            ready::add,
            alphabet,
            budget);
    ranges.add(new RangePairs(walk));
  }

  /**
   * Whether there is another entry; waits for an answer if need be.
   *
   * @throws StoreException if the listing cannot continue and all is given that was listed; so does
   *     every later call
   * @throws java.util.concurrent.CancellationException if the thread was interrupted, and still is
   */
  @Override
  public boolean hasNext() {
    answers.handle();
    while (ready.isEmpty() && !poll()) {
      if (lookups.idle()) {
        if (requests.failure().isPresent()) {
          throw requests.failure().get();
        }
        if (ranges.isEmpty()) {
          return false;
        }
      }
      if (lookups.hasRoom()) {
        split();
      }
      answers.await();
      answers.handle();
    }
    return true;
  }

  /**
   * The next source with its destination and what is there, or what is wrong with the entry.
   *
   * @throws StoreException as {@link #hasNext}
   */
  @Override
  public Candidate next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all of " + mapping.source() + " is listed");
    }
    return ready.remove();
  }

  @Override
  public Optional<Coverage> covered() {
    if (extraneous.isEmpty() || disorderly || !ready.isEmpty() || !lookups.idle()) {
      return Optional.empty();
    }
    return Optional.of(ranges.stream().map(RangePairs::covered).reduce(ended, Coverage::and));
  }

  /** What the user has to know of the listings so far although no entry fails, a sentence each. */
  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (foreign > 0) {
      warnings.add(
          String.format(
              "%d keys that the listing of %s shows are not under it; they are ignored",
              foreign, mapping.destination()));
    }
    if (unsureExisting > 0 && extraneous.isPresent()) {
      warnings.add(
          String.format(
              "%d entries that the listing of %s shows cannot be distinguished from others: whether"
                  + " the source has them is not known",
              unsureExisting, mapping.destination()));
    }
    if (existingRecurs) {
      warnings.add(
          doesNotAdvance(mapping.destination()) + "; each destination is looked at by itself");
    }
    return warnings;
  }

  /** Stays with a range as long as it has entries at hand; whether one had. */
  private boolean poll() {
    for (int untried = ranges.size(); untried > 0; untried--) {
      current = current < ranges.size() ? current : 0;
      RangePairs range = ranges.get(current);
      range.poll().ifPresent(ready::add);
      if (!ready.isEmpty()) {
        return true;
      }
      if (range.ended()) {
        ended = ended.and(range.covered());
        range.close();
        ranges.remove(current);
      } else {
        current++;
      }
    }
    return false;
  }

  /** While nothing is at hand, the listing is what the job waits for. */
  private void split() {
    while (!disorderly && requests.hasRoom() && ranges.size() < maxRanges) {
      Optional<RangePairs> after = splitter.split(ranges);
      if (after.isEmpty()) {
        return;
      }
      split = true;
      ranges.add(after.get());
    }
  }

  private void fail(ObjectPrefix listed, String problem) {
    requests.fail(
        new StoreException(
            StoreFault.found(
                StoreFault.Kind.UNSUPPORTED, StoreOperation.LIST_OBJECTS, listed, problem)));
  }

  private static String doesNotAdvance(Object prefix) {
    return "the listing of "
        + prefix
        + " does not advance: the store shows again what it has shown";
  }

  private final class SourceWatch implements ListingWatch {
    private final UnsureSources unsure;

    SourceWatch(UnsureSources unsure) {
      this.unsure = unsure;
    }

    /** Ranges that are not in the order of their keys may overlap, or leave keys out. */
    @Override
    public void outOfOrder() {
      disorderly = true;
      extraneous.ifPresent(ExtraneousObjects::doubtAll);
      if (split) {
        fail(mapping.source(), "the store lists keys neither in the order of UTF-8 nor of UTF-16");
      }
    }

    @Override
    public void recurs() {
      fail(mapping.source(), doesNotAdvance(mapping.source()));
    }

    @Override
    public void unsure(RangeReader range, List<Unsure> entries) {
      extraneous.ifPresent(objects -> entries.forEach(objects::doubt));
      unsure.take(range, entries);
    }
  }

  private final class ExistingWatch implements ListingWatch {
    @Override
    public void outOfOrder() {
      notRead("the store lists keys neither in the order of UTF-8 nor of UTF-16");
    }

    @Override
    public void recurs() {
      existingRecurs = true;
      notRead(doesNotAdvance(mapping.destination()));
    }

    /** What is at the destinations of sources can be looked up, but not what else is there. */
    private void notRead(String problem) {
      disorderly = true;
      ranges.forEach(RangePairs::distrustExisting);
      if (extraneous.isPresent()) {
        fail(mapping.destination(), problem);
      }
    }

    @Override
    public void unsure(RangeReader range, List<Unsure> entries) {
      for (Unsure entry : entries) {
        if (doubtful.add(mapping.destination(), entry.key())) {
          unsureExisting++;
        } else {
          foreign++;
        }
      }
    }
  }
}
