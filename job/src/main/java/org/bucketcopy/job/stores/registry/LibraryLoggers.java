package org.bucketcopy.job.stores.registry;

import com.google.common.collect.ImmutableMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * The loggers of libraries that log a stack trace for what a run takes in its stride: a request
 * that fails, a connection that ends in mid-body, an end that interrupts a change of a file's mode,
 * a master that cannot be. Spark's own logging starts at INFO.
 */
public final class LibraryLoggers {
  private static final ImmutableMap<String, Level> LEVELS =
      ImmutableMap.of(
          "com.baidubce", Level.WARN,
          "com.aliyun", Level.WARN,
          "software.amazon.awssdk", Level.WARN,
          "io.netty.channel", Level.ERROR,
          "org.apache.hadoop.util.Shell", Level.ERROR,
          "org.apache.spark.SparkContext", Level.FATAL);

  private LibraryLoggers() {}

  /** Keeps them quiet, but for those whose level is configured by name. */
  public static void quiet() {
    // Another implementation has levels of its own.
    if (LogManager.getContext(false) instanceof LoggerContext context) {
      Configuration configured = context.getConfiguration();
      LEVELS.forEach(
          (name, level) -> {
            if (!configured.getLoggers().containsKey(name)) {
              Configurator.setLevel(name, level);
            }
          });
    }
  }
}
