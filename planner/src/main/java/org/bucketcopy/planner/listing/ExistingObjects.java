package org.bucketcopy.planner.listing;

import java.util.List;
import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;

/** What is at the destinations of one range: its listing, walked in step with the sources. */
final class ExistingObjects {
  private final ExistingSide existing;
  private final SourceOrder source;
  private final RangeReader listing;

  /** The last key that a source has met, or that was passed: its other entries are no others. */
  private String settled = "";

  /** The last relative key that was met or passed in the order of the sources. */
  private Optional<String> reached = Optional.empty();

  /**
   * @param existing the destination
   * @param source the sources of the range
   * @param listing the same range of the destination
   */
  ExistingObjects(ExistingSide existing, SourceOrder source, RangeReader listing) {
    this.existing = existing;
    this.source = source;
    this.listing = listing;
  }

  /** Where all is to be given, the first page is needed whatever the source has. */
  void start() {
    if (existing.givesExtraneous()) {
      listing.start();
    }
  }

  /** Moves to a destination; whether a page has to come before it is known what is there. */
  boolean isWaitingFor(String key) {
    if (!isTrusted()) {
      return false;
    }
    if (!existing.givesExtraneous()) {
      listing.seek(key);
    }
    Optional<ListedObject> head = listing.head();
    while (head.isPresent() && KeyOrder.UTF_8.compare(head.get().key(), key) < 0) {
      pass(head.get(), key);
      listing.advance();
      head = listing.head();
    }
    return head.isEmpty() ? !listing.ended() : head.get().key().equals(key) && !listing.decided();
  }

  /** Whether the listing of the destination shows what is at a key, or that nothing is. */
  boolean isKnown(String key) {
    if (!isTrusted() || isDisputed(key) || existing.doubtful().covers(key)) {
      return false;
    }
    Optional<ListedObject> head = listing.head();
    return head.filter(object -> object.key().equals(key)).isPresent()
        ? !listing.isAmbiguous()
        : head.filter(object -> KeyOrder.disputed(object.key(), key)).isEmpty();
  }

  /** What is at a key, if that {@link #isKnown}. */
  Optional<ListedObject> at(String key) {
    return listing.head().filter(object -> object.key().equals(key));
  }

  /** A source goes to this key. */
  void met(String key) {
    settled = key;
    reach(key);
  }

  /** No other source comes: what is left was met by none, or only where that is not certain. */
  void passRest() {
    Optional<ListedObject> head = listing.head();
    while (head.isPresent() && existing.lookups().hasRoom()) {
      pass(head.get(), "");
      listing.advance();
      head = listing.head();
    }
  }

  /** Whether nothing is left to give. */
  boolean ended() {
    return !existing.givesExtraneous() || (listing.ended() && listing.head().isEmpty());
  }

  /** Whether all of the destination is read, and not only where there are sources. */
  boolean givesExtraneous() {
    return existing.givesExtraneous();
  }

  /**
   * Of which keys from a start on both sides are certainly given, once nothing is looked up.
   *
   * @param after where the range starts
   */
  Coverage covered(Optional<String> after) {
    return reached.stream()
        .map(key -> key.substring(0, KeyRange.settledUpTo(key, 0)))
        .filter(end -> after.filter(start -> !KeyOrder.isAfter(end, start)).isEmpty())
        .map(end -> new Coverage(List.of(new Coverage.Span(after, Optional.of(end)))))
        .findAny()
        .orElse(Coverage.NONE);
  }

  /** Whether both sides came in the order of UTF-8 so far. */
  boolean inOrder() {
    return isTrusted();
  }

  private void reach(String key) {
    if (isTrusted()) {
      reached = Optional.of(existing.side().relative(key));
    }
  }

  /** Makes a boundary the end of the range; what is after it. */
  RangeReader divide(String boundary) {
    return listing.divide(boundary, page -> {});
  }

  /** Has every destination looked up from now on. */
  void distrust() {
    listing.distrust();
  }

  /** Asks for nothing more. */
  void close() {
    listing.close();
  }

  /**
   * No source before the next one goes to {@code there}.
   *
   * @param next where the next source goes; empty if no other comes
   */
  private void pass(ListedObject there, String next) {
    reach(there.key());
    if (existing.givesExtraneous() && !there.key().equals(settled)) {
      settled = there.key();
      boolean unmet = isTrusted() && !KeyOrder.disputed(there.key(), next);
      existing.extraneous().get().give(there, unmet);
    }
  }

  private boolean isTrusted() {
    return source.inOrder() && listing.inOrder();
  }

  /** Whether the two sides may differ in whether the key belongs to this range. */
  private boolean isDisputed(String key) {
    return source
        .range()
        .behind()
        .filter(stem -> KeyOrder.disputed(existing.side().relative(key), stem))
        .isPresent();
  }
}
