package org.bucketcopy.planner.plan;

import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.source.UploadPair;

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
    return SourceObject.of(SOURCE, listed("source", "etag", size, 1000))
        .to(DESTINATION.object(key), Optional.empty());
  }

  /** {@code source} and what is at its destination. */
  static CopyPair existing(ListedObject source, ListedObject existing) {
    return SourceObject.of(SOURCE, source)
        .to(DESTINATION.object(existing.key()), Optional.of(existing));
  }

  /** A file of 100 bytes, written in the second 1, and what is at its destination. */
  static UploadPair file(Optional<ListedObject> existing) {
    return new SourceFile("hdfs://nn/key", new FileState(100, 1000))
        .to(DESTINATION.object("key"), existing);
  }

  /** {@code pair} with something else at its destination. */
  static CopyPair existingAt(CopyPair pair, ListedObject existing) {
    return new CopyPair(pair.source(), pair.destination(), Optional.of(existing));
  }
}
