package org.bucketcopy.planner.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;

/**
 * Which keys came before, by 64 bits of a digest of each: at most 22 bytes of memory a key. Two of
 * 10 million keys are taken for one with a chance of 1 in 370,000. For one thread.
 */
final class SeenKeys {
  private static final int FIRST_ROOM = 1 << 10;

  /** An open hash table; 0 is no digest. */
  private long[] digests = new long[FIRST_ROOM];

  private int count;

  /** Whether the key came for the first time. */
  boolean add(String key) {
    if (count > digests.length / 4 * 3) {
      grow();
    }
    long digest = Hashing.murmur3_128().hashString(key, UTF_8).asLong();
    boolean first = put(digest == 0 ? 1 : digest);
    count += first ? 1 : 0;
    return first;
  }

  private boolean put(long digest) {
    int mask = digests.length - 1;
    int at = (int) digest & mask;
    while (digests[at] != 0) {
      if (digests[at] == digest) {
        return false;
      }
      at = (at + 1) & mask;
    }
    digests[at] = digest;
    return true;
  }

  private void grow() {
    long[] old = digests;
    digests = new long[old.length * 2];
    for (long digest : old) {
      if (digest != 0) {
        put(digest);
      }
    }
  }
}
