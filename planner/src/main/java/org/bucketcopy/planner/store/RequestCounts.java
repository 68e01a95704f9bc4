package org.bucketcopy.planner.store;

import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * How many requests were sent to stores, attempts that failed included, and how long they took.
 *
 * @param byOperation requests by call; calls that were not made are absent
 * @param failed how many of them failed, whether they were retried or not
 * @param throttled how many of those failed because the store asked to slow down
 * @param latencies of those that succeeded, by call; calls of which none did are absent
 */
public record RequestCounts(
    Map<StoreOperation, Long> byOperation,
    long failed,
    long throttled,
    Map<StoreOperation, LatencyHistogram> latencies) {
  /** No requests. */
  public static final RequestCounts NONE = new RequestCounts(Map.of(), 0, 0);

  public RequestCounts {
    byOperation = Maps.immutableEnumMap(byOperation);
    latencies = Maps.immutableEnumMap(latencies);
  }

  /** Requests of which nobody knows how long they took. */
  public RequestCounts(Map<StoreOperation, Long> byOperation, long failed, long throttled) {
    this(byOperation, failed, throttled, Map.of());
  }

  /** Both together. */
  public RequestCounts plus(RequestCounts other) {
    return new RequestCounts(
        both(byOperation, other.byOperation, Long::sum),
        failed + other.failed,
        throttled + other.throttled,
        both(latencies, other.latencies, LatencyHistogram::plus));
  }

  /**
   * The later of two states of one process, in whichever order they came: numbers only grow, and
   * latencies that did not change may be absent from the later one.
   */
  public RequestCounts latest(RequestCounts other) {
    return new RequestCounts(
        both(byOperation, other.byOperation, Math::max),
        Math.max(failed, other.failed),
        Math.max(throttled, other.throttled),
        both(latencies, other.latencies, LatencyHistogram::latest));
  }

  private static <T> Map<StoreOperation, T> both(
      Map<StoreOperation, T> first, Map<StoreOperation, T> second, BinaryOperator<T> merge) {
    Map<StoreOperation, T> merged = new EnumMap<>(StoreOperation.class);
    merged.putAll(first);
    second.forEach((operation, value) -> merged.merge(operation, value, merge));
    return merged;
  }

  /**
   * The same, without the latencies that were known before: {@link #latest} of both gives this
   * again.
   *
   * @param before an earlier state of the same process
   */
  public RequestCounts changedSince(RequestCounts before) {
    Map<StoreOperation, LatencyHistogram> changed = new EnumMap<>(StoreOperation.class);
    latencies.forEach(
        (operation, now) -> {
          LatencyHistogram then = before.latencies.getOrDefault(operation, LatencyHistogram.NONE);
          if (!now.equals(then)) {
            changed.put(operation, now.changedSince(then));
          }
        });
    return new RequestCounts(byOperation, failed, throttled, changed);
  }

  /** All requests. */
  public long total() {
    return byOperation.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Requests that have no answer yet. */
  public long inFlight() {
    long succeeded = latencies.values().stream().mapToLong(LatencyHistogram::total).sum();
    return Math.max(0, total() - succeeded - failed);
  }
}
