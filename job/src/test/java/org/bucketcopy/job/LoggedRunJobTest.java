package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  private final LoggedEvents logged = LoggedEvents.printedBy(new ShippedLayout()::line);

  @BeforeEach
  void refuseTwoCopies() {
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
  }

  @AfterEach
  void stop() {
    logged.close();
    server.close();
  }

  /** The lines of failed objects, which other threads log than the run's own. */
  private List<String> failures() {
    return logged.lines().stream().filter(line -> line.contains(" Report: ")).toList();
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
    assertThat(failures())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains(" [" + runId + "] "));

    logged.lines().clear();
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
    CopyRun.of(server, "--tags", "none", "--run-dir", directory.toString());

    // It is resumed under its name.
    assertThat(failures()).singleElement().asString().contains(" [" + runId + "] ");
  }

  @Test
  void aRunWithoutADirectoryHasAnIdToo() {
    CopyRun run = CopyRun.of(server, "--tags", "none");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(failures())
        .hasSize(2)
        .extracting(line -> line.replaceAll("(?s).* \\[(" + UUID + ")] .*", "$1"))
        .allMatch(id -> id.matches(UUID))
        .containsOnly(failures().get(0).replaceAll("(?s).* \\[(.*?)] .*", "$1"));
  }
}
