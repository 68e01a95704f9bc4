package org.bucketcopy.job.copy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Starts Spark on a thread of its own: it takes seconds, and the buckets can be looked at. */
public final class SparkStart implements AutoCloseable {
  private final CompletableFuture<JavaSparkContext> start;

  private SparkStart(SparkConf conf) {
    start = CompletableFuture.supplyAsync(() -> new JavaSparkContext(conf), SparkStart::onAThread);
  }

  public static SparkStart begin(SparkConf conf) {
    return new SparkStart(conf);
  }

  private static void onAThread(Runnable work) {
    Thread thread = new Thread(work, "bucket-copy-spark-start");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits until Spark has started; throws what its start threw.
   *
   * @throws InterruptedException if the caller is to stop
   */
  public JavaSparkContext context() throws InterruptedException {
    try {
      return start.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException notStarted) {
        throw notStarted;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Stops Spark, once it has started. */
  @Override
  public void close() {
    JavaSparkContext context;
    try {
      context = start.join();
    } catch (CompletionException neverStarted) {
      return; // Whoever asked for the context was told.
    }
    context.close();
  }
}
