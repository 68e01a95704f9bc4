package org.bucketcopy.job.fuzz;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.filter.ThresholdFilter;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.bucketcopy.job.dispatch.CopyPlugin;
import org.bucketcopy.job.run.SparkStart;
import org.bucketcopy.planner.thread.Machine;
import scala.Tuple2;

/**
 * One local Spark for many runs, one after the other. Each run gets a new executor's end of the
 * channel, and with it stores that have its own settings.
 */
public final class SharedSpark implements AutoCloseable {
  private static final String HADOOP = "spark.hadoop.";
  private static final long PUMPS_END_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ConsoleAppender console =
      ConsoleAppender.newBuilder()
          .setName("random flows")
          .setTarget(ConsoleAppender.Target.SYSTEM_ERR)
          .setFollow(true)
          .setLayout(
              PatternLayout.newBuilder().withPattern("%d{HH:mm:ss} %-5p %c{1}: %m%n%ex").build())
          .build();
  private final List<String> given = new ArrayList<>();
  private Optional<JavaSparkContext> context = Optional.empty();
  private Optional<ExecutorPlugin> executor = Optional.empty();

  /** The job's plugin, whose end on the executor can be had anew for each run. */
  public static final class Plugin implements SparkPlugin {
    private static volatile Optional<PluginContext> executorContext = Optional.empty();

    @Override
    public DriverPlugin driverPlugin() {
      return new CopyPlugin().driverPlugin();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
      return new ExecutorPlugin() {
        @Override
        public void init(PluginContext plugin, Map<String, String> extraConf) {
          executorContext = Optional.of(plugin);
        }
      };
    }

    static ExecutorPlugin newExecutorEnd() {
      ExecutorPlugin end = new CopyPlugin().executorPlugin();
      end.init(executorContext.orElseThrow(), Map.of());
      return end;
    }
  }

  /** The Spark for one run, started by the first. */
  SparkStart start(SparkConf conf) {
    JavaSparkContext running = context.orElseGet(() -> started(conf));
    if (context.isEmpty()) {
      log();
    }
    context = Optional.of(running);
    Configuration hadoop = running.hadoopConfiguration();
    given.forEach(hadoop::unset);
    given.clear();
    for (Tuple2<String, String> setting : conf.getAll()) {
      if (setting._1().startsWith(HADOOP)) {
        String name = setting._1().substring(HADOOP.length());
        hadoop.set(name, setting._2());
        given.add(name);
      }
    }
    executor = Optional.of(Plugin.newExecutorEnd());
    return SparkStart.of(running, Machine.real().threads());
  }

  /** On a thread that the end of a run does not interrupt: Spark is for those after it, too. */
  private static JavaSparkContext started(SparkConf conf) {
    return CompletableFuture.supplyAsync(() -> create(conf)).join();
  }

  private static JavaSparkContext create(SparkConf conf) {
    return new JavaSparkContext(
        conf.clone()
            .set("spark.plugins", Plugin.class.getName())
            .set("spark.master", "local[2]")
            .set("spark.app.name", "random flows")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  /**
   * A run has ended: waits for its pumps, which else would ask the next run for work, and closes
   * its stores on the executor.
   */
  void ended() {
    long deadline = System.nanoTime() + PUMPS_END_NANOS;
    context.ifPresent(SharedSpark::hearOut);
    while (context.filter(SharedSpark::works).isPresent()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the pumps of a run that has ended are still working");
      }
      Uninterruptibles.sleepUninterruptibly(2, TimeUnit.MILLISECONDS);
    }
    executor.ifPresent(ExecutorPlugin::shutdown);
    executor = Optional.empty();
  }

  /**
   * What tasks run is known once Spark has started those that were asked for, which it does in
   * order, and has heard of them.
   */
  private static void hearOut(JavaSparkContext running) {
    try {
      running
          .parallelize(new ArrayList<>(List.of(0)), 1)
          .countAsync()
          .get(PUMPS_END_NANOS, TimeUnit.NANOSECONDS);
      running.sc().listenerBus().waitUntilEmpty();
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean works(JavaSparkContext running) {
    return Stream.of(running.statusTracker().getExecutorInfos())
        .anyMatch(executor -> executor.numRunningTasks() > 0);
  }

  /** What is logged is a run's, too: it goes to whatever {@link System#err} is at the time. */
  private void log() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    console.start();
    context
        .getConfiguration()
        .getRootLogger()
        .addAppender(
            console,
            Level.WARN,
            ThresholdFilter.createFilter(Level.WARN, Filter.Result.NEUTRAL, Filter.Result.DENY));
    context.updateLoggers();
  }

  private void logNoMore() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().getRootLogger().removeAppender(console.getName());
    context.updateLoggers();
    console.stop();
  }

  @Override
  public void close() {
    context.ifPresent(JavaSparkContext::close);
    logNoMore();
  }
}
