package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Behaviour.PartEtags;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole job against a server that fails in each way, at each call. */
final class FaultyStoreJobTest {
  private static final long GIB = 1L << 30;
  private static final int SMALL = 20;
  private static final int LARGE = 4;
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(SMALL, 4096).then(LARGE, GIB));

  private static final List<Operation> CALLS =
      List.of(
          Operation.HEAD_BUCKET,
          Operation.LIST_OBJECTS,
          Operation.HEAD_OBJECT,
          Operation.READ_TAGS,
          Operation.COPY_OBJECT,
          Operation.INITIATE,
          Operation.COPY_PART,
          Operation.LIST_UPLOADS,
          Operation.LIST_PARTS,
          Operation.COMPLETE,
          Operation.ABORT);

  /** Whether the work of a call that fails is done. */
  private enum Work {
    NOT_DONE(Fault.INTERNAL_ERROR, Fault.SLOW_DOWN, Fault.RESET_BEFORE, Fault.ERROR_IN_BODY),
    DONE_AND_ANSWER_LOST(Fault.RESET_AFTER, Fault.CUT_SHORT, Fault.SILENCE);

    private final ImmutableList<Fault> faults;

    Work(Fault... faults) {
      this.faults = ImmutableList.copyOf(faults);
    }
  }

  @ParameterizedTest
  @EnumSource(Work.class)
  void everyCallMayFail(Work work) {
    try (VirtualS3 server = server(Behaviour.prompt().withSilenceMillis(300))) {
      // One object fails, so that its upload has to be aborted.
      server.cues().next(Operation.COPY_PART, Fault.ACCESS_DENIED);
      CALLS.forEach(call -> work.faults.forEach(fault -> server.cues().next(call, fault)));

      CopyRun run = CopyRun.of(server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(run.count("failed")).as(run.err()).isEqualTo(1);
      assertThat(run.count("copied")).as(run.err()).isEqualTo(SMALL + LARGE - 1);
      assertThat(server.verdict().right()).as("" + server.verdict()).isEqualTo(SMALL + LARGE - 1);
      assertThat(server.verdict().wrong()).isZero();
      assertThat(server.uploadsOpen()).isZero();
    }
  }

  @Test
  void allFaultsTogetherAreOutlasted() {
    Behaviour behaviour =
        Behaviour.prompt().withSilenceMillis(500).withPartEtags(PartEtags.FRESH).withSeed(7);
    for (Fault fault : Fault.values()) {
      behaviour = fault.passing() ? behaviour.withFault(fault, 0.05) : behaviour;
    }
    try (VirtualS3 server = server(behaviour)) {
      CopyRun run = CopyRun.of(server, "--part-size", "16MiB");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
      assertThat(server.uploadsOpen()).as(run.err()).isZero();
      assertThat(server.ledger().partsAgain()).as("parts with two ETags").isPositive();
      assertThat(run.count("failedRequests")).isPositive();
      assertThat(run.count("throttledRequests")).isPositive();
    }
  }

  @Test
  void aDestinationThatRefusesAllWritesEndsTheRunSoon() {
    Behaviour refusing = Behaviour.prompt();
    for (Operation operation : Operation.values()) {
      refusing =
          operation.writes() ? refusing.withFault(operation, Fault.ACCESS_DENIED, 1) : refusing;
    }
    SyntheticKeys keys =
        SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(20_000, 4096).then(100, GIB));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys), refusing, 0, 1)) {
      CopyRun run = CopyRun.of(server, "--max-failures", "50");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.MAX_FAILURES);
      assertThat(run.summary().path("status").asText()).isEqualTo("max_failures");
      assertThat(run.count("failed")).isGreaterThanOrEqualTo(50);
      assertThat(run.count("uploadsLeftOpen")).isZero();
      assertThat(server.ledger().answers(Operation.COPY_OBJECT, 200)).isZero();
    }
  }

  @Test
  void whatFailsBeyondMaxFailuresWasInFlight() {
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(20_000, 4096));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys))) {
      Behaviour refusing =
          Behaviour.prompt().withFault(Operation.COPY_OBJECT, Fault.ACCESS_DENIED, 1);
      server.cues().at(Operation.COPY_OBJECT, 4_000, () -> server.behave(refusing));

      CopyRun run = CopyRun.of(server, "--max-failures", "50", "--in-flight", "8");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.MAX_FAILURES);
      assertThat(run.summary().path("problem").asText()).startsWith("50 objects have failed");
      assertThat(run.count("failed")).isBetween(50L, 50L + 150);
    }
  }

  @Test
  void credentialsThatAreReplacedInTimeAreNotNoticed() {
    try (VirtualS3 server = server(Behaviour.prompt())) {
      CALLS.forEach(call -> server.cues().next(call, Fault.EXPIRED_TOKEN));
      for (int i = 0; i < 3; i++) {
        server.cues().next(Operation.COPY_PART, Fault.EXPIRED_TOKEN);
      }

      CopyRun run = CopyRun.of(server);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    }
  }

  private static VirtualS3 server(Behaviour behaviour) {
    return VirtualS3.start(Holdings.of(KEYS), behaviour, 0, 1);
  }
}
