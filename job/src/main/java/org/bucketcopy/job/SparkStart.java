package org.bucketcopy.job;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Starts Spark on a thread of its own: it takes seconds, and the buckets can be looked at. */
final class SparkStart implements AutoCloseable {
  private final FutureTask<JavaSparkContext> start;

  private SparkStart(SparkConf conf) {
    start = new FutureTask<>(() -> new JavaSparkContext(conf));
  }

  static SparkStart begin(SparkConf conf) {
    SparkStart begun = new SparkStart(conf);
    Thread thread = new Thread(begun.start, "bucket-copy-spark-start");
    thread.setDaemon(true);
    thread.start();
    return begun;
  }

  /**
   * Waits until Spark has started; throws what its start threw.
   *
   * @throws InterruptedException if the caller is to stop
   */
  JavaSparkContext context() throws InterruptedException {
    try {
      return start.get();
    } catch (ExecutionException e) {
      Throwables.throwIfUnchecked(e.getCause());
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Stops Spark, once it has started. */
  @Override
  public void close() {
    try {
      Uninterruptibles.getUninterruptibly(start).close();
    } catch (ExecutionException neverStarted) {
      // Whoever asked for the context was told.
    }
  }
}
