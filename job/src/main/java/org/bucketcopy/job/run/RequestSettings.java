package org.bucketcopy.job.run;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How many requests a run makes, and how fast it sends.
 *
 * @param inFlight maximum number of requests in flight of one executor; 0 for the default
 * @param maxPerSecond maximum number of requests to the destination's bucket in a second; 0 for no
 *     limit
 * @param maxBytesPerSecond maximum number of bytes that are sent in a second; 0 for no limit
 * @param retries maximum retries of one request
 */
public record RequestSettings(int inFlight, int maxPerSecond, long maxBytesPerSecond, int retries) {
  public RequestSettings {
    checkArgument(inFlight >= 0, "--in-flight cannot be negative");
    checkArgument(maxPerSecond >= 0, "--max-requests-per-second cannot be negative");
    checkArgument(maxBytesPerSecond >= 0, "--max-bytes-per-second cannot be negative");
    checkArgument(retries >= 0, "--retries cannot be negative");
  }
}
