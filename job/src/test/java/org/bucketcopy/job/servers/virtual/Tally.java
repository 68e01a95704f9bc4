package org.bucketcopy.job.servers.virtual;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one operation. Thread-safe. */
final class Tally {
  private final LongAdder requests = new LongAdder();
  private final LongAdder delayMicros = new LongAdder();
  private final AtomicLong firstMillis = new AtomicLong();
  private final AtomicLong lastMillis = new AtomicLong();
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

  void arrived(long nowMillis) {
    requests.increment();
    if (firstMillis.get() == 0) {
      firstMillis.compareAndSet(0, nowMillis);
    }
  }

  void answered(int status, long micros, long nowMillis) {
    answers.computeIfAbsent(status, key -> new LongAdder()).increment();
    delayMicros.add(micros);
    lastMillis.setPlain(nowMillis);
  }

  long requests() {
    return requests.sum();
  }

  /** Answers by status; under 0 those that never came or did not arrive whole. */
  Map<Integer, Long> answers() {
    ImmutableSortedMap.Builder<Integer, Long> counts = ImmutableSortedMap.naturalOrder();
    answers.forEach((status, count) -> counts.put(status, count.sum()));
    return counts.build();
  }

  long firstMillis() {
    return firstMillis.get();
  }

  long lastMillis() {
    return lastMillis.get();
  }

  /** The delays that were set for the answered requests, in all. */
  long delayMicros() {
    return delayMicros.sum();
  }

  Map<String, Object> facts() {
    return ImmutableMap.of(
        "requests", requests(),
        "answers", answers(),
        "firstMillis", firstMillis(),
        "lastMillis", lastMillis(),
        "delayMicros", delayMicros());
  }
}
