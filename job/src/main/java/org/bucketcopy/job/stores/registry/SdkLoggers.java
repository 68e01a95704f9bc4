package org.bucketcopy.job.stores.registry;

import com.google.common.collect.ImmutableList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * The loggers of the stores' SDKs. Below WARN they log a stack trace for each failed request and,
 * deeper down, signed requests; Spark's own logging starts at INFO.
 */
final class SdkLoggers {
  private static final ImmutableList<String> NAMES =
      ImmutableList.of("com.baidubce", "com.aliyun", "software.amazon.awssdk");

  private SdkLoggers() {}

  /** Has them log warnings and errors only, but for those whose level is configured by name. */
  static void warnOnly() {
    // Another implementation has levels of its own.
    if (LogManager.getContext(false) instanceof LoggerContext context) {
      Configuration configured = context.getConfiguration();
      NAMES.stream()
          .filter(name -> !configured.getLoggers().containsKey(name))
          .forEach(name -> Configurator.setLevel(name, Level.WARN));
    }
  }
}
