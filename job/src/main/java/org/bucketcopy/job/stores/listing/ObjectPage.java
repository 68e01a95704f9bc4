package org.bucketcopy.job.stores.listing;

import java.util.List;
import java.util.Optional;

/**
 * A page of objects as a store gave it.
 *
 * @param entries in the store's order
 * @param truncated whether more follow
 * @param token the continuation token of the next page, if one was given
 * @param nextMarker the marker of the next page, if one was given
 * @param grouped whether keys were left out in favour of their common prefix
 */
public record ObjectPage(
    List<ListedEntry> entries,
    boolean truncated,
    Optional<String> token,
    Optional<String> nextMarker,
    boolean grouped) {

  /** The first key, if it is known. */
  Optional<String> first() {
    return entries.isEmpty() ? Optional.empty() : entries.get(0).name();
  }

  /** The last key, if it is known. */
  Optional<String> last() {
    return last(entries);
  }

  static Optional<String> last(List<ListedEntry> entries) {
    return entries.isEmpty() ? Optional.empty() : entries.get(entries.size() - 1).name();
  }
}
