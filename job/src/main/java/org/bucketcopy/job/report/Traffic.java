package org.bucketcopy.job.report;

import java.util.OptionalLong;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * What a run asks of the stores.
 *
 * @param inFlight objects and parts that executors have been given and have not answered; empty
 *     where there are no executors
 * @param requests what was sent so far, by the driver and, as far as they have reported, by the
 *     executors
 */
public record Traffic(OptionalLong inFlight, RequestCounts requests) {
  /** Nothing asked. */
  public static final Traffic NONE = new Traffic(OptionalLong.of(0), RequestCounts.NONE);

  /** That of a run that has no executors. */
  public static Traffic ofDriver(RequestCounts requests) {
    return new Traffic(OptionalLong.empty(), requests);
  }
}
