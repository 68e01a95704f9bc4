package org.bucketcopy.job.stores.s3;

import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.store.StoreFault;

/**
 * An object as S3 lists it, with what it may have left out.
 *
 * @param size in bytes
 * @param lastModified epoch milliseconds
 */
record ListedEntry(
    Optional<String> key,
    Optional<String> etag,
    Optional<Long> size,
    Optional<Long> lastModified,
    Optional<String> storageClass) {
  ListedEntry withKey(Optional<String> newKey) {
    return new ListedEntry(newKey, etag, size, lastModified, storageClass);
  }

  /**
   * @throws org.bucketcopy.planner.store.StoreException if anything but the class is missing
   */
  ListedObject listed(S3Call call) {
    if (key.isEmpty() || size.isEmpty() || lastModified.isEmpty()) {
      throw call.found(
          StoreFault.Kind.UNKNOWN, "the entry of " + key.orElse("") + " has no size or no time");
    }
    return new ListedObject(
        key.orElseThrow(),
        new ObjectIdentity(
            call.proof(etag), Optional.empty(), size.orElseThrow(), lastModified.orElseThrow()),
        storageClass);
  }
}
