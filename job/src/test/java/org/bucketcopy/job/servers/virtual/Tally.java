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
  private final LongAdder tookMicros = new LongAdder();
  private final AtomicLong firstMillis = new AtomicLong();
  private final AtomicLong lastMillis = new AtomicLong();
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

  void arrived() {
    requests.increment();
    if (firstMillis.get() == 0) {
      firstMillis.compareAndSet(0, System.currentTimeMillis());
    }
  }

  void answered(int status, long delay, long took) {
    answers.computeIfAbsent(status, key -> new LongAdder()).increment();
    delayMicros.add(delay);
    tookMicros.add(took);
    lastMillis.setPlain(System.currentTimeMillis());
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

  /** The time from arrival to answer, added up over all answered requests. */
  long tookMicros() {
    return tookMicros.sum();
  }

  Map<String, Object> facts() {
    return ImmutableMap.of(
        "requests", requests(),
        "answers", answers(),
        "firstMillis", firstMillis(),
        "lastMillis", lastMillis(),
        "delayMicros", delayMicros(),
        "tookMicros", tookMicros());
  }
}
