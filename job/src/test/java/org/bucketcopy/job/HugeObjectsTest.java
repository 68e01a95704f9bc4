package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.bucketcopy.job.lifecycle.ExitCode;
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
      CopyRun run = CopyRun.of(server, "--in-flight", "" + inFlight);

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
      CopyRun run = CopyRun.of(server);

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
}
