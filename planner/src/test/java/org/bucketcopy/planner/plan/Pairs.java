package org.bucketcopy.planner.plan;

import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;

/** Listed objects and pairs of them, for tests. */
public final class Pairs {
  private static final Bucket SOURCE = new Bucket("s3", "a");
  private static final Bucket DESTINATION = new Bucket("s3", "b");

  private Pairs() {}

  /** An object in a listing. */
  public static ListedObject listed(String key, String etag, long size, long time) {
    ObjectIdentity identity = new ObjectIdentity(ETag.of(etag), Optional.empty(), size, time);
    return new ListedObject(key, identity, Optional.empty());
  }

  /** An object of {@code size} bytes whose destination is absent. */
  static CopyPair absent(String key, long size) {
    return new CopyPair(
        SOURCE.object("source"),
        listed("source", "etag", size, 1000),
        DESTINATION.object(key),
        Optional.empty());
  }

  /** {@code source} and what is at its destination. */
  static CopyPair existing(ListedObject source, ListedObject existing) {
    return new CopyPair(
        SOURCE.object(source.key()),
        source,
        DESTINATION.object(existing.key()),
        Optional.of(existing));
  }

  /** {@code pair} with something else at its destination. */
  static CopyPair existingAt(CopyPair pair, ListedObject existing) {
    return new CopyPair(pair.source(), pair.listed(), pair.destination(), Optional.of(existing));
  }
}
