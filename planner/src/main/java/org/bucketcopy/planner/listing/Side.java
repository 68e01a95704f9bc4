package org.bucketcopy.planner.listing;

import com.google.common.base.Utf8;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * One side of a walk.
 *
 * @param store where to list
 * @param prefix what is listed there
 * @param requests by which it is listed
 * @param watch is notified of all that is not as it should be
 */
record Side(ObjectStore store, ObjectPrefix prefix, ListingRequests requests, ListingWatch watch) {
  /** What of a key follows the prefix. */
  String relative(String key) {
    return key.substring(prefix.prefix().length());
  }

  /** A key as the store has it. */
  String absolute(String relative) {
    return prefix.prefix() + relative;
  }

  /** Whether the listing means the object of just this key, and was asked for it. */
  boolean holds(String key) {
    return key.startsWith(prefix.prefix()) && ListedObject.isExact(key);
  }

  /** Whether the store can be asked for what comes after a relative key. */
  boolean isKey(String relative) {
    return Utf8.encodedLength(prefix.prefix()) + Utf8.encodedLength(relative)
        <= store.profile().limits().maxKeyBytes();
  }
}
