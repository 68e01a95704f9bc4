package org.bucketcopy.job.report;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;

/**
 * An object that took long.
 *
 * @param source as a URI
 * @param size in bytes
 * @param route by which it was made
 * @param took from when an executor was given its first request until it was proved
 */
public record SlowObject(String source, long size, Route route, Duration took) {
  public SlowObject {
    checkArgument(size >= 0 && !took.isNegative(), "no object: %s bytes in %s", size, took);
  }
}
