package org.bucketcopy.job.drill;

import com.google.common.collect.Sets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.bucketcopy.job.servers.oss.OssServer;

/**
 * Small and large objects of bytes that nobody can guess, which are made anew for each look.
 *
 * @param measure how many there are
 */
record RandomObjects(Drill.Measure measure) {
  /** Bytes of a part: the fewest that the job makes. */
  static final int PART = 1 << 20;

  /** The options of the job that make such parts. */
  static final String PART_SIZE = "1MiB";

  static final String THRESHOLD = "2MiB";
  private static final int PARTS_EACH = 6;
  private static final int SMALL = 4096;

  /** Names the objects. */
  Set<String> keys() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < measure.small(); i++) {
      keys.add("small/" + i);
    }
    for (int i = 0; i < measure.large(); i++) {
      keys.add("large/" + i);
    }
    return keys;
  }

  /** The bytes of one. */
  byte[] content(String key) {
    byte[] content = new byte[key.startsWith("small/") ? SMALL : PARTS_EACH * PART];
    new Random(measure.seed() ^ key.hashCode()).nextBytes(content);
    return content;
  }

  /** Parts of all. */
  long parts() {
    return (long) measure.large() * PARTS_EACH;
  }

  /** Compares what a bucket holds. */
  Drill.Found found(OssServer server, String bucket) {
    Set<String> there = new HashSet<>(server.keys(bucket));
    Set<String> expected = keys();
    long right =
        Sets.intersection(expected, there).stream()
            .filter(key -> Arrays.equals(server.read(bucket, key), content(key)))
            .count();
    return new Drill.Found(
        right, Sets.union(expected, there).size() - right, server.uploadsOpen(bucket));
  }
}
