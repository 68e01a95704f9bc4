package org.bucketcopy.job;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.journal.Journals;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.job.status.StatusJob;
import org.bucketcopy.job.status.StatusSettings;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of itself in its run directory, and what the command {@code status} reads. */
final class StatusJobTest {
  private static final int SMALL = 20;
  private static final int PARTS = 8;
  private static final long PART = 128L << 20;
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(SMALL, 4096).then(1, PARTS * PART));

  private final VirtualS3 server = VirtualS3.start(Holdings.of(KEYS));

  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRunThatGoesOnIsRunningAndTheWaitForItEndsWithItsCode() throws Exception {
    CompletableFuture<JsonNode> during = new CompletableFuture<>();
    CompletableFuture<Summary> asked = new CompletableFuture<>();
    CompletableFuture<Summary> waited = new CompletableFuture<>();
    // The server answers nothing meanwhile, so that the run goes on for as long as this takes.
    server
        .cues()
        .at(
            Operation.COPY_PART,
            PARTS,
            () -> {
              during.complete(await(json -> json.path("listed").asInt() == SMALL + 1));
              asked.complete(status(false, new EarlyEnd()));
              waited.completeAsync(() -> status(true, new EarlyEnd()));
            });
    Instant before = Instant.now();

    CopyRun run = copy();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    JsonNode running = during.get(0, SECONDS);
    assertThat(running.path("status").asText()).isEqualTo("running");
    assertThat(running.path("state").asText()).isIn("listing", "transferring");
    assertThat(running.has("exitCode")).isFalse();
    assertThat(running.path("command").asText()).isEqualTo("copy");
    assertThat(running.path("source").asText()).isEqualTo("s3://source/");
    assertThat(running.path("destination").asText()).isEqualTo("s3://destination/");
    assertThat(running.path("host").asText()).isNotEmpty();
    assertThat(running.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(running.path("runId").asText()).hasSize(36);
    assertThat(running.path("planned").asInt()).isEqualTo(SMALL + 1);
    assertThat(running.path("plannedBytes").asLong()).isEqualTo(SMALL * 4096 + PARTS * PART);
    assertThat(running.path("bytesPerSecond").asLong(-1)).isNotNegative();
    assertThat(Instant.parse(running.path("began").asText())).isBetween(before, Instant.now());
    assertThat(Instant.parse(running.path("updated").asText()))
        .isAfterOrEqualTo(running.path("began").asText());
    assertThat(asked.get(0, SECONDS).exitCode()).isEqualTo(ExitCode.RUNNING);
    assertThat(waited.get(1, MINUTES).exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theFirstStatusIsThereBeforeTheBucketsAreLookedAt() {
    CompletableFuture<JsonNode> first = new CompletableFuture<>();
    server
        .cues()
        .at(
            Operation.LIST_OBJECTS,
            1,
            () -> first.complete(await(json -> json.path("state").asText().equals("starting"))));

    CopyRun run = copy();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(first).isCompleted();
  }

  @Test
  void theLastStatusIsTheSummary() throws IOException {
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);

    CopyRun run = copy("--tags", "required");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    JsonNode last = json();
    assertThat(last.path("state").asText()).isEqualTo("ended");
    assertThat(Instant.parse(last.path("ended").asText()))
        .isAfterOrEqualTo(last.path("began").asText());
    run.summary()
        .properties()
        .forEach(field -> assertThat(last.get(field.getKey())).isEqualTo(field.getValue()));

    CopyRun status = status();

    assertThat(status.exitCode()).as(status.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(status.summary().path("command").asText()).isEqualTo("status");
    assertThat(status.summary().path("status").asText()).isEqualTo("objects_failed");
    assertThat(status.summary().path("exitCode").asInt()).isEqualTo(1);
    assertThat(status.summary().path("run")).isEqualTo(last);
    assertThat(status.out().lines()).hasSize(1);
  }

  @Test
  void aRunThatIsRefusedSaysSo() {
    assertThat(copy().exitCode()).isEqualTo(ExitCode.OK);
    server.behave(Behaviour.prompt().withFault(Operation.LIST_OBJECTS, Fault.ACCESS_DENIED, 1));

    CopyRun refused = copy();

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    CopyRun status = status("--wait");
    assertThat(status.exitCode()).as(status.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(status.summary().path("run").path("problem"))
        .isEqualTo(refused.summary().path("problem"));
  }

  @Test
  void aRunThatFindsAnotherAtWorkLeavesItsStatusAlone() throws IOException {
    assertThat(copy().exitCode()).isEqualTo(ExitCode.OK);
    JsonNode before = json();

    try (Closeable held = Journals.lock(directory)) {
      assertThat(held).isNotNull();
      assertThat(copy().exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(json()).isEqualTo(before);
    }
  }

  @Test
  void aDryRunWritesNone() {
    assertThat(copy("--dry-run").exitCode()).isEqualTo(ExitCode.OK);

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aStatusThatCannotBeWrittenIsAWarningAndNoMore() throws IOException {
    Files.createDirectories(directory.resolve("status.json/in-the-way"));

    CopyRun run = copy();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.err().lines().filter(line -> line.contains("the status of the run cannot be")))
        .singleElement()
        .asString()
        .startsWith("bucket-copy: warning: ");
  }

  @Test
  void aRunWhoseProcessIsGoneHasDied() throws Exception {
    Process process = new ProcessBuilder("true").start();
    assertThat(process.waitFor(10, SECONDS)).isTrue();
    assertThat(copy().exitCode()).isEqualTo(ExitCode.OK);
    String dead =
        Files.readString(file())
            .replace("\"state\":\"ended\"", "\"state\":\"transferring\"")
            .replace("\"pid\":" + ProcessHandle.current().pid(), "\"pid\":" + process.pid());
    Files.writeString(file(), dead);

    for (String[] options : List.of(new String[0], new String[] {"--wait"})) {
      CopyRun status = status(options);

      assertThat(status.exitCode()).as(status.err()).isEqualTo(ExitCode.DIED);
      assertThat(status.summary().path("exitCode").asInt()).isEqualTo(11);
      assertThat(status.summary().path("status").asText()).isEqualTo("died");
      assertThat(status.summary().path("problem").asText())
          .startsWith("the run has ended without saying how: process " + process.pid())
          .endsWith(" is gone");
      assertThat(status.err()).contains(status.summary().path("problem").asText());
    }
  }

  @Test
  void whereNoRunHasStartedThatIsSaid() {
    for (String[] options :
        List.of(new String[0], new String[] {"--wait", "--max-duration", "1s"})) {
      CopyRun status = status(options);

      assertThat(status.exitCode()).as(status.err()).isEqualTo(ExitCode.NO_STATUS);
      assertThat(status.summary().path("exitCode").asInt()).isEqualTo(12);
      assertThat(status.summary().path("problem").asText()).contains("no run has started");
    }
  }

  @Test
  void aWaitCanBeInterrupted() {
    EarlyEnd end = new EarlyEnd();
    end.because(EarlyEnd.Cause.INTERRUPTED);

    assertThat(status(true, end).exitCode()).isEqualTo(ExitCode.INTERRUPTED);
  }

  private CopyRun copy(String... options) {
    return CopyRun.of(
        server,
        Stream.concat(Stream.of("--run-dir", directory.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private CopyRun status(String... options) {
    return CopyRun.of(
        Map.of(),
        Stream.concat(Stream.of("status", "--run-dir", directory.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  /** The command without the process around it. */
  private Summary status(boolean wait, EarlyEnd end) {
    StatusSettings settings =
        new StatusSettings(
            new org.apache.hadoop.fs.Path(directory.toUri()), wait, Optional.empty());
    return new StatusJob(new Configuration(), settings, end, RealMachine.MACHINE).run();
  }

  private Path file() {
    return directory.resolve("status.json");
  }

  private JsonNode json() throws IOException {
    return new JsonMapper().readTree(Files.readString(file()));
  }

  /** The status, once it is one that is looked for. */
  private JsonNode await(Predicate<JsonNode> wanted) {
    long deadline = System.nanoTime() + MINUTES.toNanos(1);
    try {
      while (!Files.exists(file()) || !wanted.test(json())) {
        assertThat(System.nanoTime()).as("a status is written").isLessThan(deadline);
        Uninterruptibles.sleepUninterruptibly(20, MILLISECONDS);
      }
      return json();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
