package org.bucketcopy.job.stores;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;

/**
 * What one request may take.
 *
 * @param total from asking for a connection to the last byte of the answer
 * @param bodyBytes maximum size of the answer's body in bytes
 */
public record RequestLimit(Duration total, int bodyBytes) {
  public RequestLimit {
    checkArgument(total.compareTo(Duration.ZERO) > 0, "a request takes time, not %s", total);
    checkArgument(bodyBytes >= 0, "a body cannot have %s bytes", bodyBytes);
  }

  /** How a request fails that is not over in time. */
  public String expired() {
    return "the request was not over after " + total.toSeconds() + " seconds";
  }
}
