package org.bucketcopy.job.servers.virtual;

import java.util.concurrent.atomic.AtomicLongArray;

/** One bit for each synthetic key: whether its object is there. Thread-safe. */
final class Presence {
  private final AtomicLongArray words;
  private final long count;

  private Presence(long count) {
    this.count = count;
    this.words = new AtomicLongArray((int) ((count + 63) >>> 6));
  }

  static Presence ofNone(long count) {
    return new Presence(count);
  }

  static Presence ofAll(long count) {
    Presence all = new Presence(count);
    for (int i = 0; i < all.words.length(); i++) {
      all.words.setPlain(i, -1L);
    }
    if ((count & 63) != 0) {
      all.words.setPlain(all.words.length() - 1, -1L >>> -count);
    }
    return all;
  }

  boolean contains(long index) {
    return (words.get(word(index)) & bit(index)) != 0;
  }

  void add(long index) {
    words.getAndAccumulate(word(index), bit(index), (was, bit) -> was | bit);
  }

  /** Takes an index out, and says whether it was in. */
  boolean remove(long index) {
    return (words.getAndAccumulate(word(index), bit(index), (was, bit) -> was & ~bit) & bit(index))
        != 0;
  }

  /** The first index in, from {@code from} on; the count of all keys if there is none. */
  long next(long from) {
    if (from >= count) {
      return count;
    }
    int at = word(from);
    long word = words.get(at) & (-1L << from);
    while (word == 0) {
      at++;
      if (at == words.length()) {
        return count;
      }
      word = words.get(at);
    }
    return ((long) at << 6) + Long.numberOfTrailingZeros(word);
  }

  long size() {
    return shared(this);
  }

  /** How many indexes are in both. */
  long shared(Presence other) {
    long shared = 0;
    for (int i = 0; i < words.length(); i++) {
      shared += Long.bitCount(words.get(i) & other.words.get(i));
    }
    return shared;
  }

  private static int word(long index) {
    return (int) (index >>> 6);
  }

  private static long bit(long index) {
    return 1L << index;
  }
}
