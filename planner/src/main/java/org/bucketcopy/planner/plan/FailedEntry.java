package org.bucketcopy.planner.plan;

import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.StoreFault;

/**
 * An entry of the source's listing for which nothing can be planned. No other entry is concerned.
 *
 * @param bucket where it is listed
 * @param key its key as far as it can be read; may be empty, and may stand for several objects
 * @param listed its state, where the listing tells one
 * @param destination where it would go, where that is known
 * @param fault why it fails, and what to do about it
 */
public record FailedEntry(
    Bucket bucket,
    String key,
    Optional<ListedObject> listed,
    Optional<ObjectLocation> destination,
    StoreFault fault)
    implements SourceEntry {
  /** Its length in bytes; 0 where the listing does not tell. */
  public long size() {
    return listed.map(ListedObject::size).orElse(0L);
  }

  /** {@code scheme://bucket/key}, the key as far as it can be read. */
  public String source() {
    return bucket.uri() + "/" + key;
  }
}
