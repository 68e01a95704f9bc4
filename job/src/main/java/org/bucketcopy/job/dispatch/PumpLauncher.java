package org.bucketcopy.job.dispatch;

import com.google.common.base.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.util.SerializableConfiguration;
import org.bucketcopy.job.stores.registry.BucketLocations;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Keeps one pump on every task slot, those of executors that come later included. Executors that go
 * are reported to the coordinator at once.
 */
public final class PumpLauncher {
  private final JavaSparkContext spark;
  private final LeaseCoordinator coordinator;
  private final PumpTask task;
  private final RunLabel label;
  private final Ticker ticker;
  private final SparkListener watch = new ExecutorWatch();
  private final List<JavaFutureAction<Void>> pumps =
      Collections.synchronizedList(new ArrayList<>());
  private volatile boolean ending;

  /**
   * @param spark where the pumps run
   * @param coordinator notified of lost executors
   * @param destination where executors are to reach the buckets of the run
   * @param settings how the pumps work
   * @param label the run, as Spark's web interface shows it
   * @param ticker measures how long their end is waited for
   */
  public PumpLauncher(
      JavaSparkContext spark,
      LeaseCoordinator coordinator,
      BucketLocations destination,
      PumpSettings settings,
      RunLabel label,
      Ticker ticker) {
    this.spark = spark;
    this.coordinator = coordinator;
    this.label = label;
    this.ticker = ticker;
    Configuration located = destination.in(spark.hadoopConfiguration());
    this.task =
        new PumpTask(
            new SerializableConfiguration(located), destination.buckets(), settings, label.runId());
  }

  /** Starts a pump on every slot there is. */
  public void start() {
    spark.sc().addSparkListener(watch);
    launch(slotsExpected());
  }

  /** Tasks that find no slot wait; they also make dynamic allocation ask for executors. */
  private int slotsExpected() {
    SparkConf conf = spark.getConf();
    int coresEach = conf.getInt("spark.executor.cores", 1);
    int executors =
        conf.getBoolean("spark.dynamicAllocation.enabled", false)
            ? Math.min(conf.getInt("spark.dynamicAllocation.maxExecutors", 16), 1024)
            : conf.getInt("spark.executor.instances", 0);
    return Math.max(spark.defaultParallelism(), executors * coresEach);
  }

  private void launch(int slots) {
    // Of this thread, which starts nothing else.
    spark.setJobGroup(label.runId(), label.description());
    spark.setCallSite(label.what());
    List<Integer> partitions = new ArrayList<>(Collections.nCopies(slots, 0));
    pumps.add(spark.parallelize(partitions, slots).foreachPartitionAsync(task));
  }

  /**
   * Waits until all pumps have ended or the time is over. Executors that come later get none.
   *
   * @throws InterruptedException if the caller is to stop
   */
  public void awaitEnd(long millis) throws InterruptedException {
    ending = true;
    spark.sc().removeSparkListener(watch);
    long deadline = ticker.read() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (JavaFutureAction<Void> pump : List.copyOf(pumps)) {
      try {
        pump.get(Math.max(0, deadline - ticker.read()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | CancellationException | ExecutionException ended) {
        pump.cancel(true);
      }
    }
  }

  /**
   * Why no pump is left to do the work, if that is so: every one of them failed. A pump that is
   * cancelled because its work is done has not.
   */
  public Optional<Throwable> failure() throws InterruptedException {
    Optional<Throwable> failure = Optional.empty();
    for (JavaFutureAction<Void> pump : List.copyOf(pumps)) {
      if (!pump.isDone()) {
        return Optional.empty();
      }
      try {
        pump.get();
      } catch (ExecutionException e) {
        failure = Optional.of(e);
      } catch (CancellationException e) {
        failure = Optional.of(e);
      }
    }
    // What has ended meanwhile may have been cancelled.
    return ending ? Optional.empty() : failure;
  }

  private final class ExecutorWatch extends SparkListener {
    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
      new Guarded(() -> launch(added.executorInfo().totalCores()), coordinator::defect).run();
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
      new Guarded(() -> coordinator.lost(removed.executorId()), coordinator::defect).run();
    }
  }
}
