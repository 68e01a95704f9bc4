package org.bucketcopy.job.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.bucketcopy.job.dispatch.LoggedRun;
import org.junit.jupiter.api.Test;

/** The driver's log of {@code conf/} is safe to read on a terminal, whoever logs. */
final class LogLayoutTest {
  private static final ShippedLayout LAYOUT = new ShippedLayout();

  @Test
  void whatATerminalWouldObeyIsNotLogged() {
    assertThat(logged("Invalid cookie: \u001b[2J\u009b2J\u202ea\u200bb\u0007{x} données"))
        .endsWith("WARN  Name: Invalid cookie: ?[2J?2J?a?b?{x} données\n");
  }

  @Test
  void aLineNamesTheRunWhileThereIsOne() {
    assertThat(logged("before")).endsWith(" WARN  Name: before\n");
    LoggedRun.named("5f-1");
    try {
      assertThat(logged("during")).endsWith(" WARN  [5f-1] Name: during\n");
    } finally {
      LoggedRun.ended();
    }
    assertThat(logged("after")).endsWith(" WARN  Name: after\n");
  }

  private static String logged(String message) {
    return LAYOUT.line(
        Log4jLogEvent.newBuilder()
            .setLoggerName("some.Name")
            .setLevel(Level.WARN)
            .setMessage(new SimpleMessage(message))
            .build());
  }
}
