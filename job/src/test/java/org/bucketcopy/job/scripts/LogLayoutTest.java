package org.bucketcopy.job.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** The driver's log of {@code conf/} is safe to read on a terminal, whoever logs. */
final class LogLayoutTest {
  @Test
  void whatATerminalWouldObeyIsNotLogged() throws Exception {
    assertThat(logged("Invalid cookie: \u001b[2J\u009b2J\u202ea\u200bb\u0007{x} données"))
        .endsWith("WARN  Name: Invalid cookie: ?[2J?2J?a?b?{x} données\n");
  }

  private static String logged(String message) throws Exception {
    Properties conf = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("..", "conf", "log4j2.properties"))) {
      conf.load(file);
    }
    return PatternLayout.newBuilder()
        .withPattern(conf.getProperty("appender.console.layout.pattern"))
        .build()
        .toSerializable(
            Log4jLogEvent.newBuilder()
                .setLoggerName("some.Name")
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage(message))
                .build());
  }
}
