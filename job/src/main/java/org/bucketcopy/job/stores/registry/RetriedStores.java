package org.bucketcopy.job.stores.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.CountingStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.RequestTally;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.RetryingStore;

/**
 * The stores of one JVM of a run: opened once for each bucket, counted and retried. Thread-safe.
 */
public final class RetriedStores implements AutoCloseable {
  private final StoreRegistry registry;
  private final RetryPolicy policy;
  private final RequestTally tally = new RequestTally();
  private final Map<Bucket, ObjectStore> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "bucket-copy-retry");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param configuration settings and credentials of the stores
   * @param connections most requests in flight
   * @param policy how failed requests are repeated
   */
  public RetriedStores(Configuration configuration, int connections, RetryPolicy policy) {
    this.registry = new StoreRegistry(configuration, connections);
    this.policy = policy;
  }

  /**
   * The store of a bucket.
   *
   * @throws IllegalArgumentException if its scheme is unknown or a setting of it is wrong
   */
  public ObjectStore of(Bucket bucket) {
    return open.computeIfAbsent(
        bucket, b -> new RetryingStore(new CountingStore(registry.open(b), tally), policy, timer));
  }

  /** The requests made so far. */
  public RequestCounts requests() {
    return tally.counts();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    registry.close();
  }
}
