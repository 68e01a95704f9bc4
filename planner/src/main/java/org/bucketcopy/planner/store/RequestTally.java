package org.bucketcopy.planner.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests from any number of threads. */
public final class RequestTally {
  private final AtomicLongArray byOperation = new AtomicLongArray(StoreOperation.values().length);
  private final LongAdder failed = new LongAdder();

  /** One request was sent. */
  public void sent(StoreOperation operation) {
    byOperation.incrementAndGet(operation.ordinal());
  }

  /** One request failed. */
  public void failed() {
    failed.increment();
  }

  /** The counts up to now. */
  public RequestCounts counts() {
    Map<StoreOperation, Long> counts = new EnumMap<>(StoreOperation.class);
    for (StoreOperation operation : StoreOperation.values()) {
      long sent = byOperation.get(operation.ordinal());
      if (sent > 0) {
        counts.put(operation, sent);
      }
    }
    return new RequestCounts(counts, failed.sum());
  }
}
