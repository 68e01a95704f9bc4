package org.bucketcopy.planner.store;

import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many requests were sent to stores, attempts that failed included.
 *
 * @param byOperation requests by call; calls that were not made are absent
 * @param failed how many of them failed, whether they were retried or not
 * @param throttled how many of those failed because the store asked to slow down
 */
public record RequestCounts(Map<StoreOperation, Long> byOperation, long failed, long throttled) {
  /** No requests. */
  public static final RequestCounts NONE = new RequestCounts(Map.of(), 0, 0);

  public RequestCounts {
    byOperation = Maps.immutableEnumMap(byOperation);
  }

  /** Both together. */
  public RequestCounts plus(RequestCounts other) {
    Map<StoreOperation, Long> sum = new EnumMap<>(StoreOperation.class);
    sum.putAll(byOperation);
    other.byOperation.forEach((operation, count) -> sum.merge(operation, count, Long::sum));
    return new RequestCounts(sum, failed + other.failed, throttled + other.throttled);
  }

  /** All requests. */
  public long total() {
    return byOperation.values().stream().mapToLong(Long::longValue).sum();
  }
}
