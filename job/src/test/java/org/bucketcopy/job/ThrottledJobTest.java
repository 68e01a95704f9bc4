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

/** The whole job against a server that limits writes, or by an option of its own. */
final class ThrottledJobTest {
  private static final Behaviour SLOW =
      Behaviour.prompt().withLatencyMillis(Operation.COPY_OBJECT, 30);

  @Test
  void aServerThatThrottlesFailsNothingAndRefusesLittle() {
    int objects = 5000;
    int limit = 500;
    try (VirtualS3 server = server(objects, SLOW.withWritesPerSecond(limit))) {
      CopyRun run = CopyRun.of(server, "--retries", "1");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
      long refused = server.ledger().answers(Operation.COPY_OBJECT, 503);
      assertThat(refused).isBetween(1L, objects / 5L);
      assertThat(run.count("throttledRequests")).isEqualTo(refused);
    }
  }

  @Test
  void aCeilingHoldsForTheWholeRun() {
    try (VirtualS3 server = server(300, SLOW)) {
      CopyRun run = CopyRun.of(server, "--max-requests-per-second", "100");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(seconds(server)).isGreaterThan(2.8);
    }
  }

  private static double seconds(VirtualS3 server) {
    long first = server.ledger().firstMillis(Operation.COPY_OBJECT);
    return (server.ledger().lastMillis(Operation.COPY_OBJECT) - first) / 1000.0;
  }

  private static VirtualS3 server(int objects, Behaviour behaviour) {
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(objects, 4096));
    return VirtualS3.start(Holdings.of(keys), behaviour, 0, 1);
  }
}
