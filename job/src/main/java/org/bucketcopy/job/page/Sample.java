package org.bucketcopy.job.page;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How far a run was at a moment. All but executors and requests in flight only grows.
 *
 * @param millis since the transfers began, in milliseconds
 * @param bytes copied or sent by then
 * @param objects made by then
 * @param executors that were at work
 * @param requests to the stores, of the driver and of these executors
 */
public record Sample(long millis, long bytes, long objects, int executors, Requests requests) {
  /**
   * Requests to stores.
   *
   * @param sent sent by then, repeated attempts included
   * @param throttled of these, those that a store refused, asking to slow down
   * @param inFlight without an answer at that moment
   */
  public record Requests(long sent, long throttled, long inFlight) {
    public Requests {
      checkArgument(
          0 <= throttled && throttled <= sent && inFlight >= 0,
          "no requests: %s sent, %s throttled, %s in flight",
          sent,
          throttled,
          inFlight);
    }
  }

  public Sample {
    checkArgument(
        millis >= 0 && bytes >= 0 && objects >= 0 && executors >= 0,
        "no sample: %s bytes, %s objects, %s executors after %s ms",
        bytes,
        objects,
        executors,
        millis);
  }
}
