package org.bucketcopy.job.stores.listing;

import java.util.List;
import java.util.Optional;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.StoreException;

/**
 * How a page was asked for in one dialect.
 *
 * @param page the page; empty if the store does not speak the dialect
 * @param obstacle what the store did instead
 * @param refusal the store's own words, if it refused
 */
record Walked(Optional<ListingPage> page, String obstacle, Optional<StoreException> refusal) {

  static Walked page(List<ListedEntry> entries, Optional<String> next) {
    ListingPage page =
        new ListingPage(
            entries.stream().flatMap(entry -> entry.object().stream()).toList(),
            entries.stream()
                .filter(entry -> entry.object().isEmpty())
                .map(ListedEntry::unusable)
                .toList(),
            next);
    return new Walked(Optional.of(page), "", Optional.empty());
  }

  static Walked stuck(String obstacle) {
    return new Walked(Optional.empty(), obstacle, Optional.empty());
  }

  static Walked refused(StoreException refusal) {
    return new Walked(
        Optional.empty(),
        "is refused (" + refusal.fault().codeOrKind() + ")",
        Optional.of(refusal));
  }
}
