package org.bucketcopy.planner.listing;

import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;

/**
 * An entry of a listing that cannot be taken for the object of its key.
 *
 * @param key its key as far as it can be read
 * @param listed its state, where the listing tells one
 * @param reason what is wrong with it, for the report
 */
record Unsure(String key, Optional<ListedObject> listed, String reason) {
  static Unsure of(ListedObject listed, String reason) {
    return new Unsure(listed.key(), Optional.of(listed), reason);
  }
}
