package org.bucketcopy.job.stores.listing;

import java.util.Optional;
import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * Asks for a page of objects.
 *
 * @param prefix of the keys
 * @param dialect how the page is asked for
 * @param after the key after which it begins; empty under {@link Dialect#CONTINUATION}
 * @param token what the page before gave; under {@link Dialect#START_AFTER} it continues after a
 *     page that ends with no key to begin after
 */
public record PageRequest(
    ObjectPrefix prefix, Dialect dialect, Optional<String> after, Optional<String> token) {

  PageRequest withAfter(String key) {
    return new PageRequest(prefix, dialect, Optional.of(key), token);
  }

  PageRequest withToken(String next) {
    return new PageRequest(prefix, dialect, after, Optional.of(next));
  }
}
