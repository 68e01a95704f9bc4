package org.bucketcopy.job.fuzz;

import com.google.common.hash.Hashing;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Bytes by the name that they have: their digest, which S3 takes for an ETag. */
final class Contents {
  private final Map<String, byte[]> byName = new ConcurrentHashMap<>();

  /** Makes bytes without a pattern, and says their name. */
  String make(long size, long seed) {
    byte[] bytes = new byte[Math.toIntExact(size)];
    new Random(Draw.mixed(seed)).nextBytes(bytes);
    String name = name(bytes);
    byName.put(name, bytes);
    return name;
  }

  byte[] bytes(String name) {
    return Optional.ofNullable(byName.get(name)).orElseThrow();
  }

  @SuppressWarnings("deprecation") // MD5 is what ETags are, and secures nothing here.
  static String name(byte[] bytes) {
    return Hashing.md5().hashBytes(bytes).toString();
  }
}
