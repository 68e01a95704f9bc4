package org.bucketcopy.planner.store;

import com.google.common.base.Ticker;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests from any number of threads, and how long they take. */
public final class RequestTally {
  private final Ticker clock;
  private final ConcurrentMap<StoreOperation, OfOperation> byOperation = new ConcurrentHashMap<>();
  private final LongAdder failed = new LongAdder();
  private final LongAdder throttled = new LongAdder();

  /**
   * @param clock measures how long requests take
   */
  public RequestTally(Ticker clock) {
    this.clock = clock;
  }

  /** What was counted of one operation. */
  private static final class OfOperation {
    private final LongAdder sent = new LongAdder();
    private final AtomicLongArray latencies = new AtomicLongArray(LatencyHistogram.BUCKETS);
    private final LongAccumulator maxMicros = new LongAccumulator(Math::max, 0);

    void succeeded(long micros) {
      latencies.incrementAndGet(LatencyHistogram.bucketOf(micros));
      maxMicros.accumulate(micros);
    }

    LatencyHistogram histogram() {
      long[] counts = new long[LatencyHistogram.BUCKETS];
      for (int bucket = 0; bucket < counts.length; bucket++) {
        counts[bucket] = latencies.get(bucket);
      }
      return LatencyHistogram.of(counts, maxMicros.get());
    }
  }

  /**
   * One request is sent.
   *
   * @return when, for {@link #succeeded}
   */
  long sent(StoreOperation operation) {
    of(operation).sent.increment();
    return clock.read();
  }

  /**
   * One request was answered.
   *
   * @param sentNanos when it was sent
   */
  void succeeded(StoreOperation operation, long sentNanos) {
    of(operation).succeeded(TimeUnit.NANOSECONDS.toMicros(clock.read() - sentNanos));
  }

  /** One request failed in this way. */
  void failed(StoreFault.Kind kind) {
    failed.increment();
    if (kind == StoreFault.Kind.THROTTLED) {
      throttled.increment();
    }
  }

  private OfOperation of(StoreOperation operation) {
    return byOperation.computeIfAbsent(operation, first -> new OfOperation());
  }

  /** The counts up to now. */
  public RequestCounts counts() {
    // What is answered is read before what is sent: nothing is answered that was not sent.
    long failures = failed.sum();
    long throttles = throttled.sum();
    Map<StoreOperation, LatencyHistogram> latencies = new EnumMap<>(StoreOperation.class);
    byOperation.forEach(
        (operation, of) -> {
          LatencyHistogram histogram = of.histogram();
          if (!histogram.equals(LatencyHistogram.NONE)) {
            latencies.put(operation, histogram);
          }
        });
    Map<StoreOperation, Long> counts = new EnumMap<>(StoreOperation.class);
    byOperation.forEach((operation, of) -> counts.put(operation, of.sent.sum()));
    return new RequestCounts(counts, failures, throttles, latencies);
  }
}
