package org.bucketcopy.planner.pace;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import org.bucketcopy.planner.model.Bucket;

/**
 * The pacers of one process, one for each bucket that it sends requests to: a bucket that throttles
 * holds back no request to another; and that of the bytes it sends. Thread-safe.
 */
public final class RequestPacers {
  private final Ticker clock;
  private final ScheduledExecutorService timer;
  private final ConcurrentMap<Bucket, RequestPacer> pacers = new ConcurrentHashMap<>();
  private final BytePacer bytes;
  private volatile boolean letsPass;

  /** Pacers without a limit, until {@link #rates} sets some. */
  public RequestPacers(Ticker clock, ScheduledExecutorService timer) {
    this.clock = clock;
    this.timer = timer;
    this.bytes = new BytePacer(clock);
  }

  /** The pacer of all requests of this process to {@code bucket}. */
  public RequestPacer of(Bucket bucket) {
    RequestPacer pacer = pacers.computeIfAbsent(bucket, first -> new RequestPacer(clock, timer));
    if (letsPass) {
      pacer.letPass();
    }
    return pacer;
  }

  /** The pacer of all bytes that this process sends. */
  public BytePacer bytes() {
    return bytes;
  }

  /** From now on, no more than so many requests in a second to each of these buckets. */
  public void rates(Map<Bucket, Double> perSecond) {
    perSecond.forEach((bucket, rate) -> of(bucket).rate(rate));
  }

  /** As {@link RequestPacer#letPass}, for every bucket; bytes are held back all the same. */
  public void letPass() {
    letsPass = true;
    pacers.values().forEach(RequestPacer::letPass);
  }

  /** The loads so far, to be reported to the budgets. */
  public Map<Bucket, BucketLoad> report() {
    return ImmutableMap.copyOf(Maps.transformValues(pacers, RequestPacer::report));
  }

  /** Whether the budget of some bucket should hear of its load soon, or a pacer of its rate. */
  public boolean reportDue() {
    return bytes.rateDue() || pacers.values().stream().anyMatch(RequestPacer::reportDue);
  }
}
