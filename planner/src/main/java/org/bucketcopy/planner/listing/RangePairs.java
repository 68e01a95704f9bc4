package org.bucketcopy.planner.listing;

import java.util.Optional;
import java.util.function.Consumer;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.FailedEntry;
import org.bucketcopy.planner.plan.KeyMapping;
import org.bucketcopy.planner.plan.SourceEntry;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** The pairs of one range: source and destination walked in step. */
final class RangePairs {
  /**
   * What all ranges of a walk share.
   *
   * @param mapping from sources to destinations
   * @param source the listing of the source
   * @param existing the listing of the destination
   * @param lookups looks at single objects
   * @param doubtful keys of the destination of which the listing does not tell enough
   * @param taker takes sources whose destination had to be looked at
   * @param alphabet learns from the keys of the source
   * @param budget is told of pages of the source
   */
  record Walk(
      KeyMapping mapping,
      Side source,
      Side existing,
      Lookups lookups,
      DoubtfulKeys doubtful,
      Consumer<SourceEntry> taker,
      KeyAlphabet alphabet,
      SplitBudget budget) {}

  private static final String AMBIGUOUS =
      "the listing shows this key more than once, each time with another size, ETag or time, so"
          + " that nobody can tell what it means";
  private static final String NAMELESS =
      "nothing of the key is left to name an object at the destination: add a destination prefix";

  /** Keys of a page from which the alphabet learns. */
  private static final int SAMPLES = 16;

  private final Walk walk;
  private final RangeProgress progress;
  private final RangeReader source;
  private RangeReader existing;
  private boolean splitOff;
  private long pointedAt;
  private Optional<SplitPoint> point = Optional.empty();

  /** Asks both sides for their first pages. */
  RangePairs(Walk walk) {
    this.walk = walk;
    this.source = new RangeReader(walk.source(), KeyRange.ALL, this::learn);
    this.existing = new RangeReader(walk.existing(), KeyRange.ALL, page -> {});
    this.progress = new RangeProgress("");
    source.start();
    existing.start();
  }

  /** What {@code before} has after a boundary that its source has not reached. */
  private RangePairs(RangePairs before, String boundary) {
    this.walk = before.walk;
    this.progress = new RangeProgress(before.progress.frontier());
    this.source = before.source.divide(boundary, this::learn);
    this.existing = before.existing.divide(boundary, page -> {});
    this.splitOff = true;
    source.start();
  }

  /** A range of which nothing is listed yet. */
  private RangePairs(Walk walk, KeyRange range, String since) {
    this.walk = walk;
    this.progress = new RangeProgress(since);
    this.source = new RangeReader(walk.source(), range, this::learn);
    this.existing = new RangeReader(walk.existing(), range, page -> {});
    this.splitOff = true;
    source.start();
  }

  /** The next source at hand; empty if an answer has to come first, or if all is given. */
  Optional<SourceEntry> poll() {
    while (source.head().isPresent() && source.decided() && walk.lookups().hasRoom()) {
      ListedObject listed = source.head().get();
      Optional<FailedEntry> failed = failure(listed);
      if (failed.isPresent()) {
        source.advance();
        return Optional.of(failed.get());
      }
      if (isSourceFolderItself(listed)) {
        source.advance();
        continue;
      }
      ObjectLocation from = walk.mapping().source().bucket().object(listed.key());
      ObjectLocation to = walk.mapping().destinationOf(listed.key());
      if (isWaitingFor(to.key())) {
        return Optional.empty();
      }
      boolean known = isKnown(to.key());
      source.advance();
      if (known) {
        Optional<ListedObject> there =
            existing.head().filter(object -> object.key().equals(to.key()));
        return Optional.of(new CopyPair(from, listed, to, there));
      }
      walk.lookups().pair(walk.existing().store(), from, listed, to, walk.taker());
    }
    return Optional.empty();
  }

  /** Whether all pairs are given. */
  boolean ended() {
    return source.ended() && source.head().isEmpty();
  }

  /** Whether more of the source is to be listed. */
  boolean listing() {
    return !source.ended();
  }

  /** Asks for nothing more. */
  void close() {
    source.close();
    existing.close();
  }

  /** Where this range is best split, as of its last page. */
  Optional<SplitPoint> splitPoint(KeyInterpolation interpolation, long believable) {
    if (pointedAt != progress.listed()) {
      pointedAt = progress.listed();
      point =
          interpolation
              .split(source.range(), progress, believable)
              .filter(split -> isKey(split.boundary()) && source.isAhead(split.boundary()));
    }
    return point;
  }

  /** Looks up every destination from now on. */
  void distrustExisting() {
    existing.distrust();
  }

  /** Ends this range at a boundary that its source has not reached; gives what is after it. */
  RangePairs divide(String boundary) {
    pointedAt = 0;
    return new RangePairs(this, boundary);
  }

  /**
   * Ends this range with the keys that share the next character on which the orders disagree, if
   * that is all that was listed lately; gives what is after them.
   */
  Optional<RangePairs> narrow() {
    KeyRange range = source.range();
    String frontier = progress.frontier();
    int settled = KeyRange.settledUpTo(frontier, range.stem().length());
    if (!listing() || settled == frontier.length() || progress.pages() < 2) {
      return Optional.empty();
    }
    String stem = frontier.substring(0, frontier.offsetByCodePoints(settled, 1));
    KeyRange rest = range.behind(stem);
    if (rest.after().filter(this::isKey).isEmpty()
        || range.behind().filter(stem::equals).isPresent()
        || !progress.lastPages().allMatch(key -> key.startsWith(stem))
        || !source.isWithin(stem)
        || !source.holdsOnly(stem)) {
      return Optional.empty();
    }
    RangePairs behind = new RangePairs(walk, rest, frontier);
    existing.close();
    existing = source.counterpart(walk.existing(), stem);
    source.narrow(stem);
    return Optional.of(behind);
  }

  private Optional<FailedEntry> failure(ListedObject listed) {
    if (source.isAmbiguous()) {
      return Optional.of(failed(listed, AMBIGUOUS));
    }
    return walk.mapping().names(listed.key()) || listed.size() == 0
        ? Optional.empty()
        : Optional.of(failed(listed, NAMELESS));
  }

  private FailedEntry failed(ListedObject listed, String reason) {
    ObjectLocation from = walk.mapping().source().bucket().object(listed.key());
    return new FailedEntry(
        from.bucket(),
        from.key(),
        Optional.of(listed),
        Optional.empty(),
        StoreFault.found(StoreFault.Kind.INVALID, StoreOperation.LIST_OBJECTS, from, reason));
  }

  /** Goes on to a destination; whether a page has to come before it is known what is there. */
  private boolean isWaitingFor(String key) {
    if (!isTrusted()) {
      return false;
    }
    existing.seek(key);
    Optional<ListedObject> head = existing.head();
    while (head.isPresent() && KeyOrder.UTF_8.compare(head.get().key(), key) < 0) {
      existing.advance();
      head = existing.head();
    }
    return head.isEmpty() ? !existing.ended() : head.get().key().equals(key) && !existing.decided();
  }

  private boolean isTrusted() {
    return source.inOrder() && existing.inOrder();
  }

  /** Whether the listing of the destination tells what is at a key, or that nothing is. */
  private boolean isKnown(String key) {
    if (!isTrusted() || isDisputed(key) || walk.doubtful().covers(key)) {
      return false;
    }
    Optional<ListedObject> head = existing.head();
    return head.filter(object -> object.key().equals(key)).isPresent()
        ? !existing.isAmbiguous()
        : head.filter(object -> KeyOrder.disputed(object.key(), key)).isEmpty();
  }

  /** Whether both sides can be asked for what comes after a relative key. */
  private boolean isKey(String relative) {
    return walk.source().isKey(relative) && walk.existing().isKey(relative);
  }

  /** Whether the two sides may differ in whether the key belongs to this range. */
  private boolean isDisputed(String key) {
    return source
        .range()
        .behind()
        .filter(stem -> KeyOrder.disputed(walk.existing().relative(key), stem))
        .isPresent();
  }

  /**
   * The empty object that stands for the source's folder has no name where a bucket is copied to.
   */
  private boolean isSourceFolderItself(ListedObject listed) {
    return listed.size() == 0 && !walk.mapping().names(listed.key());
  }

  private void learn(ListingPage page) {
    int count = page.objects().size();
    for (int i = 0; i < SAMPLES && i < count; i++) {
      learn(page.objects().get(i * count / SAMPLES).key());
    }
    walk.budget().listed();
    if (splitOff && source.head().isPresent()) {
      walk.budget().found();
    }
    splitOff = false;
    if (!source.ended() && source.frontier().isPresent()) {
      String last = source.frontier().get();
      walk.alphabet().learn(last);
      progress.reached(last);
    }
  }

  private void learn(String key) {
    if (walk.source().holds(key)) {
      walk.alphabet().learn(walk.source().relative(key));
    }
  }
}
