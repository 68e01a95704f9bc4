package org.bucketcopy.planner.source;

import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * An object of a bucket.
 *
 * @param location where it is
 * @param identity its state: ETag, size, time, and the version where that is known
 * @param storageClass its storage class as the store spells it; empty where the source names none
 */
public record SourceObject(
    ObjectLocation location, ObjectIdentity identity, Optional<String> storageClass)
    implements SourceEntry {
  /** An object as the listing of its bucket shows it. */
  public static SourceObject of(Bucket bucket, ListedObject listed) {
    return new SourceObject(bucket.object(listed.key()), listed.identity(), listed.storageClass());
  }

  /** The same in another storage class; empty for the default one. */
  public SourceObject inClass(Optional<String> other) {
    return new SourceObject(location, identity, other);
  }

  @Override
  public String uri() {
    return location.uri();
  }

  @Override
  public ObjectIdentity state() {
    return identity;
  }

  @Override
  public CopyPair to(ObjectLocation destination, Optional<ListedObject> existing) {
    return new CopyPair(this, destination, existing);
  }
}
