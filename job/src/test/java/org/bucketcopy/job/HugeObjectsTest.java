package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.Test;

/** The whole job on objects that no disk here could hold. */
final class HugeObjectsTest {
  private static final long GIB = 1L << 30;

  @Test
  void requestsInFlightAreBoundedByTheOptionAndNotByCores() {
    int inFlight = 300;
    Behaviour slow = Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 500);
    try (VirtualS3 server = server(SizeRule.of(4, 50 * GIB), slow)) {
      CopyRun run = copy(server, "--in-flight", "" + inFlight);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.count("parts")).isEqualTo(4 * 400);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
      assertThat(server.uploadsOpen()).isZero();
      // The driver's own few requests come on top of those of the executor.
      assertThat(server.ledger().highestInFlight()).isBetween(inFlight / 2, inFlight + 16);
    }
  }

  @Test
  void theLargestObjectThatS3HoldsIsCopied() {
    long largest = 10_000 * 5 * GIB;
    try (VirtualS3 server = server(SizeRule.of(1, largest), Behaviour.prompt())) {
      CopyRun run = copy(server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.count("parts")).isEqualTo(10_000);
      assertThat(run.count("copiedBytes")).isEqualTo(largest);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    }
  }

  private static VirtualS3 server(SizeRule sizes, Behaviour behaviour) {
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, sizes);
    return VirtualS3.start(Holdings.of(keys), behaviour, 0, 1);
  }

  private static CopyRun copy(VirtualS3 server, String... options) {
    Map<String, String> settings =
        Map.of(
            "spark.hadoop.fs.s3a.endpoint",
            server.endpoint().toString(),
            "spark.hadoop.fs.s3a.access.key",
            "user",
            "spark.hadoop.fs.s3a.secret.key",
            "unchecked");
    String[] arguments = new String[5 + options.length];
    arguments[0] = "copy";
    arguments[1] = "--source";
    arguments[2] = "s3://" + VirtualS3.SOURCE + "/";
    arguments[3] = "--destination";
    arguments[4] = "s3://" + VirtualS3.DESTINATION + "/";
    System.arraycopy(options, 0, arguments, 5, options.length);
    return CopyRun.of(settings, arguments);
  }
}
