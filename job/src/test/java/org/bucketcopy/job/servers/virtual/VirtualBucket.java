package org.bucketcopy.job.servers.virtual;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The objects of one bucket: a bit for each synthetic object that is there, and a map of the
 * others. A key is in one of the two. Thread-safe.
 */
final class VirtualBucket {
  private final String name;
  private final SyntheticKeys keys;
  private final Presence present;
  private final Holdings.Memory memory;
  private final ConcurrentSkipListMap<ObjectKey, StoredObject> kept = new ConcurrentSkipListMap<>();

  VirtualBucket(String name, SyntheticKeys keys, Presence present, Holdings.Memory memory) {
    this.name = name;
    this.keys = keys;
    this.present = present;
    this.memory = memory;
  }

  String name() {
    return name;
  }

  SyntheticKeys keys() {
    return keys;
  }

  Presence present() {
    return present;
  }

  NavigableMap<ObjectKey, StoredObject> kept() {
    return kept;
  }

  Optional<StoredObject> find(ObjectKey key) {
    if (!kept.isEmpty()) {
      Optional<StoredObject> object = Optional.ofNullable(kept.get(key));
      if (object.isPresent()) {
        return object;
      }
    }
    OptionalLong index = keys.indexOf(key);
    return index.isPresent() && present.contains(index.getAsLong())
        ? Optional.of(synthetic(index.getAsLong()))
        : Optional.empty();
  }

  /**
   * @throws Refusal with NoSuchKey
   */
  StoredObject require(ObjectKey key) {
    return find(key).orElseThrow(() -> new Refusal(S3Error.NO_SUCH_KEY));
  }

  /** Puts an object, in place of any other under its key. */
  synchronized void store(ObjectKey key, StoredObject object) {
    OptionalLong index = keys.indexOf(key);
    if (index.isEmpty()) {
      kept.put(key, object);
    } else if (memory == Holdings.Memory.FORGOTTEN
        && object.etag().equals(keys.etag(index.getAsLong()))) {
      present.add(index.getAsLong());
      kept.remove(key);
    } else {
      kept.put(key, object);
      present.remove(index.getAsLong());
    }
  }

  /** Puts an object that is never reduced to a bit: it keeps its time. */
  synchronized void keep(ObjectKey key, StoredObject object) {
    kept.put(key, object);
    keys.indexOf(key).ifPresent(present::remove);
  }

  /** What a synthetic object holds before it is overwritten. */
  Content first(ObjectKey key) {
    long index = keys.indexOf(key).orElseThrow();
    return Content.virtual(keys.etag(index), keys.size(index));
  }

  /** Removes an object, if it is there. */
  synchronized void remove(ObjectKey key) {
    kept.remove(key);
    keys.indexOf(key).ifPresent(present::remove);
  }

  /** How many objects there are. */
  long size() {
    return present.size() + kept.size();
  }

  private StoredObject synthetic(long index) {
    String etag = keys.etag(index);
    return new StoredObject(
        Content.virtual(etag, keys.size(index)),
        etag,
        StoredObject.LONG_AGO,
        StoredObject.Properties.PLAIN);
  }
}
