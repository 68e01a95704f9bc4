package org.bucketcopy.job.stores.registry;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.stores.CopyTerms;
import org.bucketcopy.job.stores.RightsLanguage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.pace.PacedStore;
import org.bucketcopy.planner.pace.RequestPacers;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CountingStore;
import org.bucketcopy.planner.store.InitiateGate;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.RequestTally;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.RetryingStore;
import org.bucketcopy.planner.thread.Machine;

/**
 * The stores of one JVM of a run: opened once for each bucket, counted and retried, and those of
 * chosen buckets paced, each by itself. Thread-safe.
 */
public final class RetriedStores implements AutoCloseable {
  private final StoreRegistry registry;
  private final RetryPolicy policy;
  private final Predicate<Bucket> paced;
  private final RequestTally tally;
  private final Map<Bucket, ObjectStore> stores = new HashMap<>();
  private final List<ObjectStore> others = new ArrayList<>();
  private final ScheduledExecutorService timer;
  private final RandomGenerator random;
  private final InitiateGate gate = new InitiateGate();
  private final RequestPacers pacers;
  private boolean closed;

  /**
   * @param configuration settings and credentials of the stores
   * @param connections maximum number of requests in flight
   * @param policy how failed requests are retried
   * @param paced the buckets whose requests are paced
   * @param machine where time and threads come from
   */
  public RetriedStores(
      Configuration configuration,
      int connections,
      RetryPolicy policy,
      Predicate<Bucket> paced,
      Machine machine) {
    this(new StoreRegistry(configuration, connections, machine), policy, paced, machine);
  }

  RetriedStores(
      StoreRegistry registry, RetryPolicy policy, Predicate<Bucket> paced, Machine machine) {
    this.registry = registry;
    this.policy = policy;
    this.paced = paced;
    this.tally = new RequestTally(machine.ticker());
    this.timer = machine.threads().named("bucket-copy-retry");
    this.random = machine.random();
    this.pacers = new RequestPacers(machine.ticker(), timer);
  }

  /**
   * The store of a bucket.
   *
   * @throws IllegalArgumentException if its scheme is unknown or a setting of it is wrong
   * @throws IllegalStateException if it was not opened before the stores were closed
   */
  public synchronized ObjectStore of(Bucket bucket) {
    return stores.computeIfAbsent(bucket, this::open);
  }

  /**
   * The store of a bucket to copy from.
   *
   * @param rules say in which storage class each object is shown: that which its copy gets
   * @throws IllegalArgumentException as in {@link #of}
   * @throws IllegalStateException as in {@link #of}
   */
  public ObjectStore source(Bucket bucket, CopyRules rules) {
    ObjectStore store = of(bucket);
    return rules.changesClasses() ? new ReclassedStore(store, rules::classOfCopy) : store;
  }

  /**
   * Where the requests for a bucket go.
   *
   * @throws IllegalArgumentException as in {@link #of}
   */
  public BucketLocation location(Bucket bucket) {
    return registry.location(bucket);
  }

  /**
   * What the settings say of copies into a bucket.
   *
   * @throws IllegalArgumentException as in {@link #of}
   */
  public CopyTerms terms(Bucket bucket) {
    return registry.terms(bucket);
  }

  /**
   * How the store of a bucket writes rights.
   *
   * @throws IllegalArgumentException as in {@link #of}
   */
  public RightsLanguage rights(Bucket bucket) {
    return registry.rights(bucket);
  }

  /**
   * Another store of a bucket, as if some settings were not there.
   *
   * @param unset their names, without the store's prefix
   * @throws IllegalArgumentException as in {@link #of}
   * @throws IllegalStateException as in {@link #of}
   */
  public synchronized ObjectStore without(Bucket bucket, Set<String> unset) {
    ObjectStore store = open(bucket, registry.openWithout(bucket, unset));
    others.add(store);
    return store;
  }

  /**
   * Takes note that the store of a bucket has not an ability that its profile has: whoever asks for
   * it from now on gets it without.
   *
   * @throws IllegalArgumentException as in {@link #of}
   * @throws IllegalStateException as in {@link #of}
   */
  public synchronized void lacks(Bucket bucket, Ability ability) {
    stores.put(bucket, new LessAbleStore(of(bucket), ability));
  }

  private ObjectStore open(Bucket bucket) {
    return open(bucket, registry.open(bucket));
  }

  private ObjectStore open(Bucket bucket, ObjectStore opened) {
    checkState(!closed, "%s was asked for after the stores were closed", bucket);
    ObjectStore counted = gate.before(new CountingStore(opened, tally));
    ObjectStore sent =
        paced.test(bucket) ? new PacedStore(counted, pacers.of(bucket), pacers.bytes()) : counted;
    return new RetryingStore(sent, policy, timer, random::nextLong);
  }

  /** Decide when requests to paced buckets are sent: at once, until they are given rates. */
  public RequestPacers pacers() {
    return pacers;
  }

  /**
   * From now on no upload is initiated, and no other request is held back by the pace: a run that
   * ends early and leaves no journal has but to close what is open.
   *
   * @return completes when no Initiate is under way any more
   */
  public CompletionStage<Void> windDown() {
    CompletionStage<Void> answered = gate.close();
    pacers.letPass();
    return answered;
  }

  /** Initiates without an answer: each may have initiated an upload whose id nobody knows. */
  public int initiatesUnderWay() {
    return gate.underWay();
  }

  /** The requests made so far. */
  public RequestCounts requests() {
    return tally.counts();
  }

  /** Closes every store that was opened. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    timer.shutdownNow();
    pacers.bytes().letPass();
    // Without the lock, since a store may wait for threads that ask for one; none is added any
    // more.
    stores.values().forEach(ObjectStore::close);
    others.forEach(ObjectStore::close);
  }
}
