package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.ending.ExitCode;
import org.bucketcopy.job.journal.Journals;
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

/** The packaged application as a process of its own that is ended from outside. */
final class KilledDriverIT {
  private static final Path SCRIPTS = Path.of("..", "submit-scripts").toAbsolutePath();
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

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSignalEndsTheRunWithinTenSecondsAndTheNextOneGoesOn() throws Exception {
    Process driver = startAndAwaitParts("first", PARTS);

    driver.destroy();

    assertThat(driver.waitFor(15, TimeUnit.SECONDS)).as("ends soon: " + err("first")).isTrue();
    assertThat(driver.exitValue()).as(err("first")).isEqualTo(ExitCode.INTERRUPTED.number());
    JsonNode summary = summary("first");
    assertThat(summary.path("status").asText()).isEqualTo("interrupted");
    assertThat(summary.path("exitCode").asInt()).isEqualTo(130);
    assertThat(Journals.read(runDirectory())).isNotEmpty().hasSize(server.uploadsOpen());
    assertThat(server.ledger().inFlight()).isZero();
    goOn(0);
  }

  @Test
  void aDriverThatIsKilledIsGoneOnWith() throws Exception {
    Process driver = startAndAwaitParts("first", PARTS);
    int inFlight = server.ledger().inFlight();

    driver.destroyForcibly().waitFor();

    assertThat(Journals.read(runDirectory())).isNotEmpty();
    // What arrived at the server is done whether the client is there or not.
    goOn(inFlight + 16);
  }

  /** Runs again, and allows so many parts to be copied a second time. */
  private void goOn(int partsAgain) throws Exception {
    server.behave(Behaviour.prompt());

    Process second = start("second");

    assertThat(second.waitFor(2, TimeUnit.MINUTES)).as("ends").isTrue();
    assertThat(second.exitValue()).as(err("second")).isZero();
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    assertThat(server.uploadsOpen()).isZero();
    assertThat(server.ledger().partsAgain()).isLessThanOrEqualTo(partsAgain);
    assertThat(summary("second").path("parts").asInt()).isLessThan((LARGE - 1) * PARTS + 1);
    assertThat(runDirectory().resolve("journal")).doesNotExist();
  }

  private Process startAndAwaitParts(String name, int parts) throws Exception {
    Process driver = start(name);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (server.ledger().answers(Operation.COPY_PART, 200) < parts) {
      assertThat(driver.isAlive()).as(err(name)).isTrue();
      assertThat(System.nanoTime()).as("parts are copied").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return driver;
  }

  private Process start(String name) throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("stores.conf"),
            "spark.hadoop.fs.s3a.endpoint "
                + server.endpoint()
                + "\nspark.hadoop.fs.s3a.access.key u\nspark.hadoop.fs.s3a.secret.key unchecked\n");
    return new ProcessBuilder(
            List.of(
                SCRIPTS.resolve("bucket-copy").toString(),
                "--master",
                "local[2]",
                "--conf",
                "spark.ui.enabled=false",
                "--properties-file",
                settings.toString(),
                "copy",
                "--source",
                "s3://" + VirtualS3.SOURCE + "/",
                "--destination",
                "s3://" + VirtualS3.DESTINATION + "/",
                "--in-flight",
                "16",
                "--run-dir",
                runDirectory().toString()))
        .redirectInput(new File("/dev/null"))
        .redirectOutput(directory.resolve(name + ".out").toFile())
        .redirectError(directory.resolve(name + ".err").toFile())
        .start();
  }

  private Path runDirectory() {
    return directory.resolve("run");
  }

  private JsonNode summary(String name) throws IOException {
    return new JsonMapper().readTree(Files.readString(directory.resolve(name + ".out")));
  }

  private String err(String name) throws IOException {
    return Files.readString(directory.resolve(name + ".err"));
  }
}
