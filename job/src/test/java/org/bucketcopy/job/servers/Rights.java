package org.bucketcopy.job.servers;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the login of a server may not do there: it is answered AccessDenied. Thread-safe. */
public final class Rights {
  /**
   * A call that is denied.
   *
   * @param call as the server calls it
   * @param bucket where
   * @param prefix of what keys
   */
  private record Denial(Enum<?> call, String bucket, String prefix) {
    boolean concerns(Enum<?> made, String name, String key) {
      return call == made && bucket.equals(name) && key.startsWith(prefix);
    }
  }

  private final Set<Denial> denials = ConcurrentHashMap.newKeySet();
  private final Map<String, String> confined = new ConcurrentHashMap<>();

  /** Denies a call in a bucket. */
  public void deny(Enum<?> call, String bucket) {
    deny(call, bucket, "");
  }

  /** Denies a call for the keys with a prefix. */
  public void deny(Enum<?> call, String bucket, String prefix) {
    denials.add(new Denial(call, bucket, prefix));
  }

  /** Of a bucket, allows nothing but what is under a prefix, and so nothing about itself. */
  public void confine(String bucket, String prefix) {
    confined.put(bucket, prefix);
  }

  /** Denies nothing any more. */
  public void clear() {
    denials.clear();
    confined.clear();
  }

  /**
   * Whether the login may do this.
   *
   * @param key of the object, or the prefix that is listed; empty for the bucket itself
   */
  public boolean allow(Enum<?> call, String bucket, String key) {
    return key.startsWith(confined.getOrDefault(bucket, ""))
        && denials.stream().noneMatch(denial -> denial.concerns(call, bucket, key));
  }
}
