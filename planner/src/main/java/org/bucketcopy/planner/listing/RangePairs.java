package org.bucketcopy.planner.listing;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.source.SourceObject;
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
   * @param doubtful keys of the destination of which the listing does not show enough
   * @param extraneous gives what is only at the destination; empty if nobody asks for it
   * @param taker takes sources whose destination had to be looked at
   * @param alphabet learns from the keys of the source
   * @param budget is notified of pages of the source
   */
  record Walk(
      KeyMapping mapping,
      Side source,
      Side existing,
      Lookups lookups,
      DoubtfulKeys doubtful,
      Optional<ExtraneousObjects> extraneous,
      Consumer<Candidate> taker,
      KeyAlphabet alphabet,
      SplitBudget budget) {
    /** Whether all of the destination is read, and not only where the source has keys. */
    boolean givesExtraneous() {
      return extraneous.isPresent();
    }

    private ExistingSide there() {
      return new ExistingSide(existing, lookups, doubtful, extraneous.map(objects -> objects));
    }
  }

  private static final String AMBIGUOUS =
      "the listing shows this key more than once, each time with another size, ETag or time, so"
          + " that nobody can know what it means";
  private static final String NAMELESS =
      "nothing of the key is left to name an object at the destination: add a destination prefix";

  /** Keys of a page from which the alphabet learns. */
  private static final int SAMPLES = 16;

  private final Walk walk;
  private final RangeProgress progress;
  private final RangeReader source;
  private ExistingObjects existing;

  private boolean splitOff;
  private long pointedAt;
  private Optional<SplitPoint> point = Optional.empty();

  /** Asks both sides for their first pages. */
  RangePairs(Walk walk) {
    this.walk = walk;
    this.source = new RangeReader(walk.source(), KeyRange.ALL, this::learn);
    RangeReader there = new RangeReader(walk.existing(), KeyRange.ALL, page -> {});
    this.existing = new ExistingObjects(walk.there(), source, there);
    this.progress = new RangeProgress("");
    source.start();
    there.start();
  }

  /** What {@code before} has after a boundary that its source has not reached. */
  private RangePairs(RangePairs before, String boundary) {
    this.walk = before.walk;
    this.progress = new RangeProgress(before.progress.frontier());
    this.source = before.source.divide(boundary, this::learn);
    this.existing = new ExistingObjects(walk.there(), source, before.existing.divide(boundary));
    this.splitOff = true;
    source.start();
    existing.start();
  }

  /** A range of which nothing is listed yet. */
  private RangePairs(Walk walk, KeyRange range, String since) {
    this.walk = walk;
    this.progress = new RangeProgress(since);
    this.source = new RangeReader(walk.source(), range, this::learn);
    this.existing =
        new ExistingObjects(
            walk.there(), source, new RangeReader(walk.existing(), range, page -> {}));
    this.splitOff = true;
    source.start();
  }

  /**
   * The next source at hand; empty if an answer has to come first, or if all is given. Extraneous
   * objects that come before it are given on the way.
   */
  Optional<Candidate> poll() {
    while (source.head().isPresent() && source.decided() && walk.lookups().hasRoom()) {
      ListedObject listed = source.head().get();
      if (!walk.mapping().names(listed.key())) {
        Optional<FailedEntry> failed = nameless(listed);
        source.advance();
        if (failed.isPresent()) {
          return Optional.of(failed.get());
        }
        continue;
      }
      ObjectLocation to = walk.mapping().destinationOf(listed.key());
      if (existing.isWaitingFor(to.key())) {
        return Optional.empty();
      }
      existing.met(to.key());
      if (source.isAmbiguous()) {
        source.advance();
        return Optional.of(failed(listed, AMBIGUOUS));
      }
      boolean known = existing.isKnown(to.key());
      source.advance();
      SourceObject from = SourceObject.of(walk.mapping().source().bucket(), listed);
      if (known) {
        return Optional.of(from.to(to, existing.at(to.key())));
      }
      String relative = walk.mapping().relative(listed.key());
      walk.lookups().pair(walk.existing().store(), to, relative, from, walk.taker());
    }
    if (walk.givesExtraneous() && isSourceEnded()) {
      existing.passRest();
    }
    return Optional.empty();
  }

  /** The keys that are certainly given; those of a range that has {@link #ended} are all its. */
  Coverage covered() {
    KeyRange range = source.range();
    Coverage given =
        ended()
            ? new Coverage(List.of(new Coverage.Span(range.after(), range.until())))
            : existing.covered(range.after());
    return given.below(walk.mapping().beginning());
  }

  /** Whether all is given. */
  boolean ended() {
    return isSourceEnded() && existing.ended();
  }

  private boolean isSourceEnded() {
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
   * that is all that was listed lately; gives what is after them. The destination's side is read
   * again then, so not where all of it is to be given once.
   */
  Optional<RangePairs> narrow() {
    KeyRange range = source.range();
    String frontier = progress.frontier();
    int alike = KeyRange.settledUpTo(frontier, range.stem().length());
    if (walk.givesExtraneous()
        || !listing()
        || alike == frontier.length()
        || progress.pages() < 2) {
      return Optional.empty();
    }
    String stem = frontier.substring(0, frontier.offsetByCodePoints(alike, 1));
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
    existing = new ExistingObjects(walk.there(), source, source.counterpart(walk.existing(), stem));
    source.narrow(stem);
    return Optional.of(behind);
  }

  /** The empty object that marks the source's prefix has no name where a bucket is copied to. */
  private Optional<FailedEntry> nameless(ListedObject listed) {
    if (source.isAmbiguous()) {
      return Optional.of(failed(listed, AMBIGUOUS));
    }
    return listed.size() == 0 ? Optional.empty() : Optional.of(failed(listed, NAMELESS));
  }

  private FailedEntry failed(ListedObject listed, String reason) {
    ObjectLocation from = walk.mapping().source().bucket().object(listed.key());
    return new FailedEntry(
        from.uri(),
        Optional.of(walk.mapping().relative(listed.key())),
        Optional.of(listed.identity()),
        Optional.empty(),
        StoreFault.found(StoreFault.Kind.INVALID, StoreOperation.LIST_OBJECTS, from, reason));
  }

  /** Whether both sides can be asked for what comes after a relative key. */
  private boolean isKey(String relative) {
    return walk.source().isKey(relative) && walk.existing().isKey(relative);
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
