package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.job.dispatch.CopyPlugin;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.job.wire.ExecutorSite;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.Room;
import org.bucketcopy.job.wire.WireCodec;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.thread.Unawaited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run copies in one service, and knows which. */
final class OneServiceJobTest {
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(5, 8 * (128L << 20)));

  @TempDir Path directory;

  /** It is not taken for Amazon's, whose word for conditions would do. */
  @Test
  void theServiceOfAwsConfigurationIsTreatedAsThatOfTheSettings() throws IOException {
    CopyRun bySettings;
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS))) {
      bySettings = CopyRun.of(server);
    }
    CopyRun byProfile;
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS))) {
      Path config = directory.resolve("config");
      Files.writeString(config, "[default]\nendpoint_url = " + server.endpoint() + "\n");
      System.setProperty("aws.configFile", config.toString());

      byProfile = copyWithoutEndpoint();

      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    } finally {
      System.clearProperty("aws.configFile");
    }

    assertThat(byProfile.exitCode()).as(byProfile.err()).isEqualTo(ExitCode.OK);
    assertThat(byProfile.summary().path("requests"))
        .isEqualTo(bySettings.summary().path("requests"));
  }

  @Test
  void anExecutorThatReachesAnotherServiceEndsTheRun() {
    Behaviour slow = Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 100);
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS), slow, 0, 1)) {
      server
          .cues()
          .at(
              Operation.COPY_PART,
              // The first is that of the probe, by the driver.
              2,
              () -> Unawaited.drop(CompletableFuture.runAsync(OneServiceJobTest::ask)));

      CopyRun run = CopyRun.of(server, "--run-dir", directory.toString(), "--in-flight", "1");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(run.summary().path("problem").asText())
          .contains("executor 9")
          .contains("endpoint=http://elsewhere.example")
          .contains("endpoint=" + server.endpoint());
      assertThat(run.count("copied")).isLessThan(5);
    }
  }

  /** As the pump of an executor with a jar or with surroundings of its own would. */
  private static void ask() {
    LeaseRequest request =
        new LeaseRequest(
            new PumpName("9", 99),
            new ExecutorSite("host", "endpoint=http://elsewhere.example"),
            1,
            new Room(1, 0, 1),
            List.of(),
            RequestCounts.NONE,
            Map.of());
    try {
      new CopyPlugin().driverPlugin().receive(new WireCodec().encode(request));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static CopyRun copyWithoutEndpoint() {
    return CopyRun.of(
        Map.of(
            "spark.hadoop.fs.s3a.access.key",
            "user",
            "spark.hadoop.fs.s3a.secret.key",
            "unchecked"),
        "copy",
        "--source",
        "s3://" + VirtualS3.SOURCE + "/",
        "--destination",
        "s3://" + VirtualS3.DESTINATION + "/");
  }
}
