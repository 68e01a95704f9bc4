package org.bucketcopy.planner.listing;

import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * An entry of a listing that cannot be taken for the object of its key.
 *
 * @param key its key as far as it can be read
 * @param listed its state, where the listing contains one
 * @param reason what is wrong with it, for the report
 */
record Unsure(String key, Optional<ListedObject> listed, String reason) {
  private static final String REPLACED =
      "the listing shows U+FFFD in this key, which servers write for what they cannot write, and no"
          + " one object is found under it: rename what is meant";
  private static final String NO_TEXT = "the key is no text in UTF-8, so no request can name it";
  private static final String FOREIGN =
      "the key is not under the prefix that was asked for, yet the store lists it there";

  /** What is wrong with an entry in the listing of {@code prefix}; empty if nothing is. */
  static Optional<Unsure> in(ListedObject listed, ObjectPrefix prefix) {
    if (!listed.key().startsWith(prefix.prefix())) {
      return Optional.of(of(listed, FOREIGN));
    }
    if (!ListedObject.isExact(listed.key())) {
      return Optional.of(of(listed, ListedObject.isText(listed.key()) ? REPLACED : NO_TEXT));
    }
    return Optional.empty();
  }

  private static Unsure of(ListedObject listed, String reason) {
    return new Unsure(listed.key(), Optional.of(listed), reason);
  }
}
