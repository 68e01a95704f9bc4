package org.bucketcopy.job.scripts;

import java.nio.file.Path;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;

/** How {@code conf/} has the driver's lines logged. */
public final class ShippedLayout {
  private final Layout<?> layout;

  /** That of {@code conf/log4j2.properties}, as Log4j reads it. */
  public ShippedLayout() {
    Path file = Path.of("..", "conf", "log4j2.properties");
    Configuration conf =
        ConfigurationFactory.getInstance()
            .getConfiguration(new LoggerContext("shipped"), "shipped", file.toUri());
    conf.initialize();
    layout = conf.getAppender("console").getLayout();
  }

  /** The line of an event. */
  public String line(LogEvent event) {
    return String.valueOf(layout.toSerializable(event));
  }
}
