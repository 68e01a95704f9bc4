package org.bucketcopy.planner.listing;

import java.util.Optional;
import org.bucketcopy.planner.store.ListingPage;

/**
 * Notices that a listing comes back to where it was, whatever order it is in. A listing that goes
 * round has the same next key again and again, which is found by remembering one at the first page,
 * the second, the fourth and so on (Brent's way to find a cycle); one that is out of order also
 * where a page holds the first key of the page before.
 */
final class Recurrence {
  private Optional<String> marked = Optional.empty();
  private Optional<String> first = Optional.empty();
  private long pages;
  private long markAt = 1;

  /**
   * Takes in a page.
   *
   * @param start after which key it was to start
   * @param disorderly whether keys of this listing were out of order
   * @return whether the listing was here before
   */
  boolean in(ListingPage page, Optional<String> start, boolean disorderly) {
    boolean recurs =
        page.next().isPresent() && (page.next().equals(start) || page.next().equals(marked));
    boolean repeats = disorderly && first.filter(key -> holds(page, key)).isPresent();
    pages++;
    if (pages == markAt) {
      marked = page.next();
      markAt *= 2;
    }
    // A store may start a page with the very key after which it was to start.
    first =
        page.objects().stream()
            .findFirst()
            .map(object -> object.key())
            .filter(key -> !start.equals(Optional.of(key)));
    return recurs || repeats;
  }

  private static boolean holds(ListingPage page, String key) {
    return page.objects().stream().anyMatch(object -> object.key().equals(key));
  }
}
