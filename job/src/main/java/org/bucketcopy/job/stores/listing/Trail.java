package org.bucketcopy.job.stores.listing;

import java.util.Optional;
import org.bucketcopy.planner.listing.KeyOrder;

/**
 * Where a walk by continuation tokens stands.
 *
 * @param token asks for the next page; empty for the first one
 * @param origin the first key of the first page
 * @param greatest the greatest key up to here in the order of UTF-8
 * @param greatestUtf16 the greatest key up to here in the order of UTF-16
 */
record Trail(
    Optional<String> token,
    Optional<String> origin,
    Optional<String> greatest,
    Optional<String> greatestUtf16) {
  static final Trail BEGINNING =
      new Trail(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Behind {@code page}, which is the next one and gives {@code next}. */
  Trail behind(ObjectPage page, String next) {
    String highest = greatest.orElse("");
    String highestUtf16 = greatestUtf16.orElse("");
    for (ListedEntry entry : page.entries()) {
      String key = entry.name().orElse("");
      highest = KeyOrder.UTF_8.compare(key, highest) > 0 ? key : highest;
      highestUtf16 = key.compareTo(highestUtf16) > 0 ? key : highestUtf16;
    }
    return new Trail(
        Optional.of(next), origin.or(page::first), Optional.of(highest), Optional.of(highestUtf16));
  }

  /** Whether no page up to here has a key that comes after {@code key} in either order. */
  boolean isBefore(String key) {
    return greatest.filter(most -> KeyOrder.UTF_8.compare(most, key) > 0).isEmpty()
        && greatestUtf16.filter(most -> most.compareTo(key) > 0).isEmpty();
  }
}
