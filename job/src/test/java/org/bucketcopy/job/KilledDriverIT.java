package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.journal.Journals;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.ScriptProcess;
import org.bucketcopy.job.servers.virtual.Behaviour;
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

/** The packaged application as a process of its own that is ended from outside. */
final class KilledDriverIT {
  private static final Path SCRIPT =
      Path.of("..", "submit-scripts", "bucket-copy").toAbsolutePath();
  private static final int LARGE = 4;
  private static final int PARTS = 100;
  private static final long PART = 128L << 20;

  private static final Behaviour SLOW =
      Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 200);

  private final VirtualS3 server =
      VirtualS3.start(
          Holdings.of(
              SyntheticKeys.of(
                  "", KeyShape.NUMBERED, SizeRule.of(100, 4096).then(LARGE, PARTS * PART))),
          SLOW,
          0,
          1);

  @TempDir Path directory;
  private CopyScript script;

  @BeforeEach
  void writeSettings() throws IOException {
    script = CopyScript.s3(SCRIPT, directory, S3Access.unchecked(server.endpoint()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSignalEndsTheRunWithinTenSecondsAndTheNextOneGoesOn() throws Exception {
    ScriptProcess driver = startAndAwaitParts("first", PARTS);

    driver.process().destroy();

    assertThat(driver.exitCode(15, TimeUnit.SECONDS))
        .as(driver.errors())
        .isEqualTo(ExitCode.INTERRUPTED.number());
    JsonNode summary = driver.summary();
    assertThat(summary.path("status").asText()).isEqualTo("interrupted");
    assertThat(summary.path("exitCode").asInt()).isEqualTo(130);
    // One that was completed, and not proved any more, is kept to be looked at.
    assertThat(Journals.read(runDirectory()))
        .isNotEmpty()
        .hasSizeGreaterThanOrEqualTo(server.uploadsOpen());
    assertThat(server.ledger().inFlight()).isZero();
    resume(0);
  }

  @Test
  void aSignalEndsThePreflightWhileTheServerIsSilent() throws Exception {
    server.behave(SLOW.withLatencyMillis(Operation.HEAD_BUCKET, 600_000));
    CountDownLatch asked = new CountDownLatch(1);
    server.cues().at(Operation.HEAD_BUCKET, 1, asked::countDown);
    ScriptProcess driver = start("first");
    assertThat(asked.await(5, TimeUnit.MINUTES)).as(driver.errors()).isTrue();

    driver.process().destroy();

    assertThat(driver.exitCode(15, TimeUnit.SECONDS))
        .as(driver.errors())
        .isEqualTo(ExitCode.INTERRUPTED.number());
    assertThat(driver.summary().path("status").asText()).isEqualTo("interrupted");
    assertThat(driver.summary().path("exitCode").asInt()).isEqualTo(130);
  }

  @Test
  void aDriverThatIsKilledIsGoneOnWith() throws Exception {
    ScriptProcess driver = startAndAwaitParts("first", PARTS);
    int inFlight = server.ledger().inFlight();

    driver.process().destroyForcibly().waitFor();

    assertThat(Journals.read(runDirectory())).isNotEmpty();
    assertThat(status().exitCode(1, TimeUnit.MINUTES)).isEqualTo(ExitCode.DIED.number());
    // What arrived at the server is done whether the client is there or not.
    resume(inFlight + 16);
    ScriptProcess status = status("--wait");
    assertThat(status.exitCode(1, TimeUnit.MINUTES)).as(status.errors()).isZero();
    assertThat(status.summary().path("run").path("state").asText()).isEqualTo("ended");
  }

  /** Runs again, and allows so many parts to be copied a second time. */
  private void resume(int partsAgain) throws Exception {
    int unproved = Math.max(0, Journals.read(runDirectory()).size() - server.uploadsOpen());
    server.behave(Behaviour.prompt());

    ScriptProcess second = start("second");

    assertThat(second.exitCode(5, TimeUnit.MINUTES)).as(second.errors()).isZero();
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    assertThat(server.uploadsOpen()).isZero();
    assertThat(server.ledger().partsAgain()).isLessThanOrEqualTo(partsAgain);
    assertThat(second.summary().path("parts").asInt())
        .isLessThan((LARGE - 1 + unproved) * PARTS + 1);
    assertThat(runDirectory().resolve("journal")).doesNotExist();
  }

  private ScriptProcess startAndAwaitParts(String name, int parts) throws Exception {
    ScriptProcess driver = start(name);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (server.ledger().answers(Operation.COPY_PART, 200) < parts) {
      assertThat(driver.process().isAlive()).as(driver.errors()).isTrue();
      assertThat(System.nanoTime()).as("parts are copied").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return driver;
  }

  private ScriptProcess start(String name) throws IOException {
    return ScriptProcess.start(
        directory,
        name,
        script.command(
            List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false"),
            List.of("--in-flight", "16", "--run-dir", runDirectory().toString())));
  }

  private ScriptProcess status(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString(), "status"));
    command.addAll(List.of("--run-dir", runDirectory().toString()));
    command.addAll(List.of(options));
    return ScriptProcess.start(directory, "status", command);
  }

  private Path runDirectory() {
    return directory.resolve("run");
  }
}
