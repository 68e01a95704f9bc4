package org.bucketcopy.planner.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests from any number of threads. */
public final class RequestTally {
  private final ConcurrentMap<StoreOperation, LongAdder> byOperation = new ConcurrentHashMap<>();
  private final LongAdder failed = new LongAdder();
  private final LongAdder throttled = new LongAdder();

  /** One request was sent. */
  public void sent(StoreOperation operation) {
    byOperation.computeIfAbsent(operation, first -> new LongAdder()).increment();
  }

  /** One request failed in this way. */
  public void failed(StoreFault.Kind kind) {
    failed.increment();
    if (kind == StoreFault.Kind.THROTTLED) {
      throttled.increment();
    }
  }

  /** The counts up to now. */
  public RequestCounts counts() {
    Map<StoreOperation, Long> counts = new EnumMap<>(StoreOperation.class);
    byOperation.forEach((operation, sent) -> counts.put(operation, sent.sum()));
    return new RequestCounts(counts, failed.sum(), throttled.sum());
  }
}
