package org.bucketcopy.planner.listing;

import java.util.Optional;

/** Where a range starts and ends among the keys of a store, which have the prefix of its side. */
final class RangeBounds {
  private final Side side;
  private final KeyRange range;
  private final String stem;
  private final Optional<String> until;

  RangeBounds(Side side, KeyRange range) {
    this.side = side;
    this.range = range;
    this.stem = side.absolute(range.stem());
    this.until = range.until().map(side::absolute);
  }

  KeyRange range() {
    return range;
  }

  /** What all keys of the range start with. */
  String stem() {
    return stem;
  }

  /** Whether a key on a page of the range, if it is certain, is in another range. */
  boolean leavesToOthers(String key) {
    return isBeyond(key) || (key.startsWith(stem) && isBehind(key));
  }

  /** Whether a key that is listed comes after all of the range. */
  boolean isBeyond(String key) {
    if (!key.startsWith(stem) && key.startsWith(side.prefix().prefix())) {
      return true;
    }
    Optional<String> end =
        key.startsWith(stem) || range.stem().isEmpty() ? until : Optional.of(stem);
    return end.filter(at -> KeyOrder.isAfter(key, at)).isPresent();
  }

  /** Whether a key is one of those within the range that another range has. */
  boolean isBehind(String key) {
    return range.behind().filter(start -> side.relative(key).startsWith(start)).isPresent();
  }

  /** A key of the store shortly before {@code key} that may be asked for, if there is one. */
  Optional<String> before(String key) {
    return range.before(side.relative(key)).filter(side::isKey).map(side::absolute);
  }
}
