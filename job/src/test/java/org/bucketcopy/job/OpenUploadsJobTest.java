package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.Test;

/** Whole jobs without a run directory that end early, with uploads in every state. */
final class OpenUploadsJobTest {
  private static final int OBJECTS = 60;
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(OBJECTS, 8 * (128L << 20)));

  private static final Behaviour SLOW =
      Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 100);

  @Test
  void whatIsBeingInitiatedIsAborted() {
    try (VirtualS3 server = server(SLOW.withLatencyMillis(Operation.INITIATE, 1_000))) {
      CopyRun run = copyUntil(Operation.INITIATE, server);

      assertThat(server.ledger().answers(Operation.INITIATE, 200))
          .isPositive()
          .isEqualTo(server.ledger().requests(Operation.INITIATE));
      assertThat(run.count("uploadsLeftOpen")).isZero();
      assertThat(server.uploadsOpen()).isZero();
    }
  }

  @Test
  void whatWasInitiatedWithoutAnAnswerIsLookedForAndAborted() {
    try (VirtualS3 server = server(SLOW.withFault(Operation.INITIATE, Fault.RESET_AFTER, 1))) {
      CopyRun run = copyUntil(Operation.INITIATE, server);

      assertThat(server.ledger().requests(Operation.INITIATE)).isPositive();
      assertThat(run.count("uploadsLeftOpen")).isZero();
      assertThat(server.uploadsOpen()).isZero();
    }
  }

  @Test
  void abortsAreNotHeldBackAndNothingMoreIsInitiated() {
    try (VirtualS3 server = server(SLOW)) {
      CopyRun run = copyUntil(Operation.COPY_PART, server, "--max-requests-per-second", "40");

      assertThat(server.ledger().answers(Operation.INITIATE, 200)).isBetween(1L, OBJECTS - 1L);
      assertThat(run.count("uploadsLeftOpen")).isZero();
      assertThat(server.uploadsOpen()).isZero();
    }
  }

  @Test
  void whatIsStillBeingInitiatedAtTheEndIsCountedAndTold() {
    try (VirtualS3 server = server(SLOW.withLatencyMillis(Operation.INITIATE, 60_000))) {
      CopyRun run = CopyRun.of(server, "--in-flight", "4", "--max-duration", "8s");

      long initiated = server.ledger().requests(Operation.INITIATE);
      assertThat(run.count("uploadsLeftOpen")).isPositive().isEqualTo(initiated);
      assertThat(run.err())
          .contains(initiated + " uploads under s3://destination/ may still be open")
          .contains("`sweep --destination s3://destination/ --older-than TIME`")
          .contains("`--all --yes`");
    }
  }

  @Test
  void whatCannotBeAbortedIsCounted() {
    try (VirtualS3 server = server(SLOW.withFault(Operation.ABORT, Fault.ACCESS_DENIED, 1))) {
      CopyRun run = copyUntil(Operation.COPY_PART, server);

      assertThat(server.uploadsOpen()).isPositive();
      assertThat(run.count("uploadsLeftOpen")).isEqualTo(server.uploadsOpen());
    }
  }

  @Test
  void whatCannotBeAbortedInTimeIsCounted() {
    try (VirtualS3 server = server(SLOW.withLatencyMillis(Operation.ABORT, 60_000))) {
      CopyRun run = copyUntil(Operation.COPY_PART, server);

      assertThat(run.count("uploadsLeftOpen")).isPositive();
    }
  }

  /** A copy that ends early when the server gets the fourth such request. */
  private static CopyRun copyUntil(Operation operation, VirtualS3 server, String... more) {
    server.cues().at(operation, 4, Thread.currentThread()::interrupt);
    List<String> options = new ArrayList<>(List.of("--in-flight", "4"));
    options.addAll(List.of(more));
    CopyRun run = CopyRun.of(server, options.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED);
    return run;
  }

  private static VirtualS3 server(Behaviour behaviour) {
    return VirtualS3.start(Holdings.of(KEYS), behaviour, 0, 1);
  }
}
