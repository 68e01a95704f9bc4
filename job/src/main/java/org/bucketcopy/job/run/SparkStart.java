package org.bucketcopy.job.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import org.bucketcopy.job.lifecycle.Closing;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.planner.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts Spark on a thread of its own: it takes seconds, and the buckets can be looked at. */
public final class SparkStart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SparkStart.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(5);

  /** Without these no Spark starts. */
  private static final List<String> NEEDED = List.of("java.nio", "sun.nio.ch");

  private final CompletableFuture<JavaSparkContext> start;
  private final Consumer<JavaSparkContext> end;
  private final String master;
  private final Threads threads;

  /** Spark could not be started, and why. */
  public static final class FailedException extends Exception {
    FailedException(String message) {
      super(message);
    }
  }

  private SparkStart(
      CompletableFuture<JavaSparkContext> start,
      Consumer<JavaSparkContext> end,
      String master,
      Threads threads) {
    this.start = start;
    this.end = end;
    this.master = master;
    this.threads = threads;
  }

  /**
   * Starts a Spark that is stopped when this is closed.
   *
   * @param threads where it is started and stopped
   */
  public static SparkStart begin(SparkConf conf, Threads threads) {
    return new SparkStart(
        CompletableFuture.supplyAsync(
            () -> {
              requireOpened(SparkStart::isOpened);
              return new JavaSparkContext(conf);
            },
            threads.named("bucket-copy-spark-start")),
        JavaSparkContext::close,
        conf.get("spark.master", ""),
        threads);
  }

  /**
   * Spark asks for these itself, but not of the driver that spark-submit requests of a standalone
   * cluster.
   *
   * @param opened whether Java opens a package of {@code java.base} to Spark
   * @throws IllegalStateException says which setting is missing
   */
  static void requireOpened(Predicate<String> opened) {
    if (!NEEDED.stream().allMatch(opened)) {
      throw new IllegalStateException(
          "Java has not opened "
              + String.join(" and ", NEEDED)
              + " to it: add this line to the properties file: spark.driver.extraJavaOptions "
              + JavaModuleOptions.defaultModuleOptions());
    }
  }

  private static boolean isOpened(String packageOfJava) {
    return Object.class.getModule().isOpen(packageOfJava, SparkStart.class.getModule());
  }

  /** A Spark that runs already, and keeps running when this is closed. */
  public static SparkStart of(JavaSparkContext running, Threads threads) {
    return new SparkStart(
        CompletableFuture.completedFuture(running), kept -> {}, running.master(), threads);
  }

  /**
   * Waits until Spark has started.
   *
   * @throws FailedException if it cannot be started
   * @throws InterruptedException if the caller is to stop
   */
  public JavaSparkContext context() throws FailedException, InterruptedException {
    try {
      JavaSparkContext context = start.get();
      if (context.sc().isStopped()) {
        throw new FailedException(failed("its master does not answer, or has ended it"));
      }
      return context;
    } catch (ExecutionException e) {
      LOG.debug("Spark could not be started", e);
      throw new FailedException(failed(EarlyEnd.Cause.firstLine(e)));
    }
  }

  private String failed(String reason) {
    return "Spark could not be started on " + master + ": " + reason;
  }

  /**
   * Stops Spark, unless it ran before, now or as soon as it has started; waits only so long for
   * either.
   */
  @Override
  public void close() {
    Closing.within(start.isDone() ? STOP_TIMEOUT : START_TIMEOUT, "Spark", this::stop, threads);
  }

  private void stop() throws InterruptedException {
    try {
      end.accept(start.get());
    } catch (ExecutionException neverStarted) {
      LOG.debug("there is no Spark to stop", neverStarted);
    }
  }
}
