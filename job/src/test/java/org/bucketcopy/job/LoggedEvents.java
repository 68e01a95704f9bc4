package org.bucketcopy.job;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkConf;

/**
 * What the job's own code logs at WARN or above while this is open, whatever levels other tests of
 * the same JVM have set.
 */
final class LoggedEvents implements AutoCloseable {
  private static final String OURS = "org.bucketcopy";

  private final LoggerContext context;
  private final Optional<LoggerConfig> before;
  private final Lines lines;

  private static final class Lines extends AbstractAppender {
    private final Function<LogEvent, String> line;
    private final List<String> logged = new CopyOnWriteArrayList<>();

    Lines(Function<LogEvent, String> line) {
      super("logged events", null, null, false, Property.EMPTY_ARRAY);
      this.line = line;
    }

    @Override
    public void append(LogEvent event) {
      logged.add(line.apply(event));
    }
  }

  /** Begins to keep events, each as {@code line} prints it. */
  static LoggedEvents printedBy(Function<LogEvent, String> line) {
    // Spark sets logging up when it first logs, as about this old setting.
    new SparkConf(/* loadDefaults= */ false).set("spark.cache.class", "");
    return new LoggedEvents((LoggerContext) LogManager.getContext(false), new Lines(line));
  }

  private LoggedEvents(LoggerContext context, Lines lines) {
    this.context = context;
    this.lines = lines;
    Configuration configuration = context.getConfiguration();
    before = Optional.ofNullable(configuration.getLoggers().get(OURS));
    LoggerConfig ours = new LoggerConfig(OURS, Level.WARN, /* additive= */ true);
    lines.start();
    ours.addAppender(lines, Level.WARN, null);
    configuration.removeLogger(OURS);
    configuration.addLogger(OURS, ours);
    context.updateLoggers();
  }

  /** The lines so far, in order; changes as more is logged. */
  List<String> lines() {
    return lines.logged;
  }

  @Override
  public void close() {
    Configuration configuration = context.getConfiguration();
    configuration.removeLogger(OURS);
    before.ifPresent(config -> configuration.addLogger(OURS, config));
    context.updateLoggers();
    lines.stop();
  }
}
