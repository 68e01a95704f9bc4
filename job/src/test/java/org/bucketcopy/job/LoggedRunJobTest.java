package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkConf;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.scripts.ShippedLayout;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are logged name the run, whatever thread logs them. */
final class LoggedRunJobTest {
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final VirtualS3 server =
      VirtualS3.start(Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(3, 1))));
  private final Lines lines = new Lines();

  /** Keeps what is logged as the script's logging would print it. */
  private static final class Lines extends AbstractAppender {
    private final ShippedLayout layout = new ShippedLayout();
    private final List<String> printed = new CopyOnWriteArrayList<>();

    Lines() {
      super("lines", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      printed.add(layout.line(event));
    }

    /** The lines of failed objects, which other threads log than the run's own. */
    List<String> ofFailures() {
      return printed.stream().filter(line -> line.contains(" Report: ")).toList();
    }
  }

  @BeforeEach
  void listen() {
    // Spark sets logging up when it first logs, as about this old setting.
    new SparkConf(/* loadDefaults= */ false).set("spark.cache.class", "");
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    lines.start();
    context.getConfiguration().getRootLogger().addAppender(lines, Level.WARN, null);
    context.updateLoggers();
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
  }

  @AfterEach
  void stop() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().getRootLogger().removeAppender(lines.getName());
    context.updateLoggers();
    lines.stop();
    server.close();
  }

  @Test
  void linesHaveTheIdOfTheRunThatItsDirectoryHas(@TempDir Path directory) throws Exception {
    CopyRun run = CopyRun.of(server, "--tags", "none", "--run-dir", directory.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    String runId =
        new JsonMapper()
            .readTree(Files.readString(directory.resolve("status.json")))
            .path("runId")
            .asText();
    assertThat(lines.ofFailures())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains(" [" + runId + "] "));

    lines.printed.clear();
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
    CopyRun.of(server, "--tags", "none", "--run-dir", directory.toString());

    // It is resumed under its name.
    assertThat(lines.ofFailures()).singleElement().asString().contains(" [" + runId + "] ");
  }

  @Test
  void aRunWithoutADirectoryHasAnIdToo() {
    CopyRun run = CopyRun.of(server, "--tags", "none");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(lines.ofFailures())
        .hasSize(2)
        .extracting(line -> line.replaceAll("(?s).* \\[(" + UUID + ")] .*", "$1"))
        .allMatch(id -> id.matches(UUID))
        .containsOnly(lines.ofFailures().get(0).replaceAll("(?s).* \\[(.*?)] .*", "$1"));
  }
}
