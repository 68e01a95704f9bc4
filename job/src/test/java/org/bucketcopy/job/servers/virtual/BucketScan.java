package org.bucketcopy.job.servers.virtual;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * Walks the objects of a bucket in the order of their keys: the synthetic ones, and those kept in
 * between. Makes no object per synthetic key. Not thread-safe.
 */
final class BucketScan {
  private final SyntheticKeys keys;
  private final Presence present;
  private final ObjectKey prefix;
  private final byte[] prefixOctets;
  private final byte[] room;
  private final Iterator<Entry<ObjectKey, StoredObject>> kept;
  private Optional<Entry<ObjectKey, StoredObject>> nextKept;
  private long index;
  private int length;

  /** What is done with each object. */
  interface Visitor {
    /** A synthetic object; its key is in the first {@code length} bytes of an array in use. */
    void synthetic(byte[] key, int length, long index);

    /** An object of the map. */
    void kept(byte[] key, StoredObject object);
  }

  /** A walk over all objects under {@code prefix} whose key comes after {@code after}. */
  BucketScan(VirtualBucket bucket, ObjectKey prefix, ObjectKey after) {
    this.keys = bucket.keys();
    this.present = bucket.present();
    this.prefix = prefix;
    this.prefixOctets = prefix.utf8();
    this.room = keys.room();
    ObjectKey start = after.compareTo(prefix) < 0 ? prefix : new ObjectKey(after.octets() + '\0');
    this.kept = bucket.kept().tailMap(start, true).entrySet().iterator();
    this.nextKept = nextKept();
    moveTo(keys.ceiling(start));
  }

  /** Whether there is an object ahead. */
  boolean more() {
    return nextKept.isPresent() || index < keys.count();
  }

  /** Shows the next object, which must be there, and goes past it. */
  void take(Visitor visitor) {
    byte[] keptKey = nextKept.map(entry -> entry.getKey().utf8()).orElse(room);
    int order = order(keptKey);
    if (order > 0) {
      visitor.synthetic(room, length, index);
      moveTo(index + 1);
    } else {
      visitor.kept(keptKey, nextKept.orElseThrow().getValue());
      nextKept = nextKept();
      if (order == 0) {
        moveTo(index + 1);
      }
    }
  }

  private int order(byte[] keptKey) {
    if (nextKept.isEmpty()) {
      return 1;
    }
    return index < keys.count()
        ? Arrays.compareUnsigned(keptKey, 0, keptKey.length, room, 0, length)
        : -1;
  }

  private Optional<Entry<ObjectKey, StoredObject>> nextKept() {
    return kept.hasNext()
        ? Optional.of(kept.next()).filter(entry -> entry.getKey().startsWith(prefix))
        : Optional.empty();
  }

  private void moveTo(long from) {
    index = present.next(from);
    if (index < keys.count()) {
      length = keys.write(index, room);
      if (length < prefixOctets.length
          || !Arrays.equals(room, 0, prefixOctets.length, prefixOctets, 0, prefixOctets.length)) {
        index = keys.count();
      }
    }
  }
}
