package org.bucketcopy.job.servers.virtual;

/**
 * What the two buckets of a server hold at its start.
 *
 * @param keys of the bucket {@code source}
 * @param destinationPrefix stands in the keys of the bucket {@code destination} for the prefix of
 *     the source's keys; the final verdict expects the copies there
 * @param stock whether the copies are there from the start
 * @param memory what is remembered of the copies
 */
public record Holdings(SyntheticKeys keys, String destinationPrefix, Stock stock, Memory memory) {

  /** What is in the destination before anything was copied. */
  public enum Stock {
    EMPTY,
    /** A copy of every synthetic object, under the same ETag. */
    FILLED
  }

  /** What is remembered of an object that was copied to where the verdict expects it. */
  public enum Memory {
    /** All of it. */
    KEPT,
    /**
     * One bit, if it was copied in one request: its user metadata and time are forgotten. For
     * millions of objects.
     */
    FORGOTTEN
  }

  /** A source with these keys and an empty destination that will have the same keys. */
  public static Holdings of(SyntheticKeys keys) {
    return new Holdings(keys, keys.prefix().toString(), Stock.EMPTY, Memory.KEPT);
  }

  /** The copies are expected under another prefix. */
  public Holdings withDestinationPrefix(String prefix) {
    return new Holdings(keys, prefix, stock, memory);
  }

  /** Every copy is there already. */
  public Holdings withDestinationFilled() {
    return new Holdings(keys, destinationPrefix, Stock.FILLED, memory);
  }

  /** Only a bit is remembered of each plain copy. */
  public Holdings forgettingDestinations() {
    return new Holdings(keys, destinationPrefix, stock, Memory.FORGOTTEN);
  }

  VirtualBucket source() {
    return new VirtualBucket(VirtualS3.SOURCE, keys, Presence.ofAll(keys.count()), Memory.KEPT);
  }

  VirtualBucket destination() {
    SyntheticKeys copies = keys.under(destinationPrefix);
    return new VirtualBucket(
        VirtualS3.DESTINATION,
        copies,
        stock == Stock.FILLED ? Presence.ofAll(copies.count()) : Presence.ofNone(copies.count()),
        memory);
  }
}
