package org.bucketcopy.planner.listing;

import java.util.HashSet;
import java.util.Set;

/**
 * What a {@link SimulatedListing} does to entries. Keys are those that the store holds.
 *
 * @param bare are shown without ETag, size and time
 * @param doubled are shown twice, all the same
 * @param conflicting are shown twice, in different states
 * @param followed have an entry after them that is not under the prefix
 * @param replaced characters that are shown as U+FFFD
 * @param unreachable cannot be looked at
 */
record ListingQuirks(
    Set<String> bare,
    Set<String> doubled,
    Set<String> conflicting,
    Set<String> followed,
    Set<Character> replaced,
    Set<String> unreachable) {
  /** None so far; the sets may be added to. */
  static ListingQuirks none() {
    return new ListingQuirks(
        new HashSet<>(),
        new HashSet<>(),
        new HashSet<>(),
        new HashSet<>(),
        new HashSet<>(),
        new HashSet<>());
  }

  /** How a key is written in a listing. */
  String shown(String key) {
    StringBuilder shown = new StringBuilder(key);
    for (int i = 0; i < key.length(); i++) {
      if (replaced.contains(key.charAt(i))) {
        shown.setCharAt(i, '\uFFFD');
      }
    }
    return shown.toString();
  }
}
