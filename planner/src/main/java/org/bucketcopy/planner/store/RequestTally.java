package org.bucketcopy.planner.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests from any number of threads. */
public final class RequestTally {
  private final Map<StoreOperation, LongAdder> byOperation = new EnumMap<>(StoreOperation.class);
  private final LongAdder failed = new LongAdder();

  public RequestTally() {
    for (StoreOperation operation : StoreOperation.values()) {
      byOperation.put(operation, new LongAdder());
    }
  }

  /** One request was sent. */
  public void sent(StoreOperation operation) {
    byOperation.get(operation).increment();
  }

  /** One request failed. */
  public void failed() {
    failed.increment();
  }

  /** The counts up to now. */
  public RequestCounts counts() {
    Map<StoreOperation, Long> counts = new EnumMap<>(StoreOperation.class);
    byOperation.forEach(
        (operation, count) -> {
          if (count.sum() > 0) {
            counts.put(operation, count.sum());
          }
        });
    return new RequestCounts(counts, failed.sum());
  }
}
