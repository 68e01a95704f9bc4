package org.bucketcopy.planner.listing;

/**
 * How many ranges may be split off. A range split off costs half a page, as the range before it
 * ends within a page, and a whole one if nothing is found in it. What is lost like this is kept to
 * a small share of all pages.
 */
final class SplitBudget {
  /** Pages after which a listing is long enough to be split. */
  private static final long LONG = 8;

  /** Half pages that may be lost whatever the length. */
  private static final long FREE = 24;

  /** One half page in so many may be lost. */
  private static final long SHARE = 14;

  private long pages;
  private long lostHalves;

  /** A page of the source was listed. */
  void listed() {
    pages++;
  }

  /** A range was split off, of which nothing is known yet. */
  void split() {
    lostHalves += 2;
  }

  /** The range split off was not empty. */
  void found() {
    lostHalves--;
  }

  /** Pages of the source listed so far. */
  long pages() {
    return pages;
  }

  /** Whether another range may be split off. */
  boolean allows() {
    return pages >= LONG && lostHalves + 2 <= FREE + 2 * pages / SHARE;
  }
}
