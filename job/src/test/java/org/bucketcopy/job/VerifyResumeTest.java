package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verification that is ended early, and resumed from its run directory. */
final class VerifyResumeTest {
  private static final int OBJECTS = 3_000;
  private static final int IN_FLIGHT = 8;

  private final VirtualS3 server =
      VirtualS3.start(
          Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(OBJECTS, 4096))),
          Behaviour.prompt(),
          0,
          1);

  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatIsSettledIsNotComparedAgainAndEachFindingIsReported() throws IOException {
    assertThat(CopyRun.of(server, "--exclude", "*7").exitCode()).isEqualTo(ExitCode.OK);
    long before = server.ledger().requests(Operation.HEAD_OBJECT);
    server.cues().at(Operation.HEAD_OBJECT, before + OBJECTS, Thread.currentThread()::interrupt);

    CopyRun first = verify();
    long made = server.ledger().requests(Operation.HEAD_OBJECT) - before;

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(directory.resolve("checkpoint.json")).exists();
    assertThat(made).isBetween((long) OBJECTS, 2L * OBJECTS - 600);

    CopyRun second = verify();

    long all = server.ledger().requests(Operation.HEAD_OBJECT) - before;
    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(second.count("listed")).isEqualTo(OBJECTS);
    assertThat(second.count("equal") + second.count("missing")).isEqualTo(OBJECTS);
    assertThat(second.count("missing")).isEqualTo(OBJECTS / 10);
    assertThat(all).isBetween(2L * (OBJECTS - OBJECTS / 10), 2L * OBJECTS + 4 * IN_FLIGHT);
    assertThat(findings()).hasSizeGreaterThanOrEqualTo(OBJECTS / 10);
    assertThat(findings().stream().distinct()).hasSize(OBJECTS / 10);
    assertThat(directory.resolve("checkpoint.json")).doesNotExist();
    assertThat(directory.resolve("journal")).doesNotExist();
  }

  /** Keys are relative to the source, whatever of it is listed. */
  @Test
  void aCheckpointOfWhatTheIncludesNeedIsContinued() {
    assertThat(CopyRun.of(server).exitCode()).isEqualTo(ExitCode.OK);
    String[] include = {"--include", "/0*"};
    long before = server.ledger().requests(Operation.HEAD_OBJECT);
    server.cues().at(Operation.HEAD_OBJECT, before + OBJECTS, Thread.currentThread()::interrupt);

    CopyRun first = verify(include);
    long made = server.ledger().requests(Operation.HEAD_OBJECT) - before;
    CopyRun second = verify(include);
    long all = server.ledger().requests(Operation.HEAD_OBJECT) - before;

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(made).isPositive();
    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertThat(second.summary().path("narrowedTo").asText()).isEqualTo("s3://source/0");
    assertThat(second.count("equal")).isEqualTo(OBJECTS);
    assertThat(all).isBetween(2L * OBJECTS, 2L * OBJECTS + 4 * IN_FLIGHT);
  }

  @Test
  void otherOptionsAreRefused() {
    long before = server.ledger().requests(Operation.HEAD_OBJECT);
    server.cues().at(Operation.HEAD_OBJECT, before + 100, Thread.currentThread()::interrupt);
    CopyRun.of(server);
    assertThat(verify().exitCode()).isEqualTo(ExitCode.INTERRUPTED);

    CopyRun other = verify("--exclude", "a*");

    assertThat(other.exitCode()).as(other.err()).isEqualTo(ExitCode.USAGE);
    assertThat(other.summary().path("problem").asText()).contains("--exclude");
  }

  private CopyRun verify(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify",
                "--source",
                "s3://" + VirtualS3.SOURCE + "/",
                "--destination",
                "s3://" + VirtualS3.DESTINATION + "/",
                "--metadata",
                "headers",
                "--in-flight",
                "" + IN_FLIGHT,
                "--run-dir",
                directory.toString()));
    arguments.addAll(List.of(options));
    return CopyRun.of(
        Map.of(
            "spark.hadoop.fs.s3a.endpoint", server.endpoint().toString(),
            "spark.hadoop.fs.s3a.access.key", "user",
            "spark.hadoop.fs.s3a.secret.key", "unchecked"),
        arguments.toArray(String[]::new));
  }

  private List<String> findings() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("findings-")) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }
}
