package org.bucketcopy.job.dispatch;

import java.io.Serializable;
import java.util.OptionalInt;
import org.bucketcopy.planner.store.RetryPolicy;

/**
 * How pumps work: travels inside their tasks.
 *
 * @param inFlight maximum number of requests in flight of one executor; 0 for {@link
 *     #IN_FLIGHT_PER_CORE} for each of its task slots
 * @param retries maximum retries of one request
 */
public record PumpSettings(int inFlight, int retries) implements Serializable {
  /** Requests in flight for each task slot of an executor, unless set otherwise. */
  public static final int IN_FLIGHT_PER_CORE = 64;

  /** The bytes in flight of an executor may take a quarter of its memory. */
  private static final int MEMORY_PER_BYTE_IN_FLIGHT = 4;

  private static final int MAX_CONNECTIONS_BY_DEFAULT = 4096;

  RequestWindow window() {
    return new RequestWindow(
        inFlight == 0 ? OptionalInt.empty() : OptionalInt.of(inFlight),
        IN_FLIGHT_PER_CORE,
        Runtime.getRuntime().maxMemory() / MEMORY_PER_BYTE_IN_FLIGHT);
  }

  int connections() {
    return inFlight == 0 ? MAX_CONNECTIONS_BY_DEFAULT : inFlight;
  }

  RetryPolicy retryPolicy() {
    return RetryPolicy.ofRetries(retries);
  }
}
