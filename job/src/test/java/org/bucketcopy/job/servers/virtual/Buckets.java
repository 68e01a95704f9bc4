package org.bucketcopy.job.servers.virtual;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The buckets {@code source} and {@code destination}, and the uploads that are open in them. */
final class Buckets {
  private final Holdings holdings;
  private final Uploads uploads = new Uploads();
  private final Set<String> former = ConcurrentHashMap.newKeySet();
  private final VirtualBucket source;
  private volatile VirtualBucket destination;

  Buckets(Holdings holdings) {
    this.holdings = holdings;
    this.source = holdings.source();
    this.destination = holdings.destination();
  }

  VirtualBucket source() {
    return source;
  }

  VirtualBucket destination() {
    return destination;
  }

  Uploads uploads() {
    return uploads;
  }

  /**
   * @throws Refusal with NoSuchBucket
   */
  VirtualBucket require(String name) {
    if (name.equals(source.name())) {
      return source;
    }
    VirtualBucket other = destination;
    if (name.equals(other.name())) {
      return other;
    }
    throw new Refusal(S3Error.NO_SUCH_BUCKET);
  }

  /** Gives a source object new content of the same size. */
  StoredObject overwriteSource(ObjectKey key) {
    StoredObject old = source.require(key);
    former.add(old.content().identity());
    String identity = Md5.hex(Bytes.ascii(old.content().identity() + " overwritten"));
    StoredObject overwritten =
        StoredObject.whole(Content.virtual(identity, old.content().size()), old.properties());
    source.store(key, overwritten);
    return overwritten;
  }

  /** Gives a synthetic source object its first content back, under its first ETag, written now. */
  void putBackSource(ObjectKey key) {
    StoredObject old = source.require(key);
    former.add(old.content().identity());
    source.keep(key, StoredObject.whole(source.first(key), old.properties()));
  }

  /** Puts the destination back to its start and drops the uploads. */
  void resetDestination() {
    destination = holdings.destination();
    uploads.clear();
  }

  Verdict verdict() {
    return Verdict.of(source, destination, former);
  }
}
