package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.Quirk;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a store that makes other objects than it was asked for, or denies its parts. */
final class BrokenStoreJobTest {
  private static final int SMALL = 10;
  private static final int LARGE = 2;
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(SMALL, 4096).then(LARGE, 1L << 30));

  /** ETags are md5s of the content here, which no store but Amazon's is trusted to keep to. */
  private static final Map<String, String> TELLING_ETAGS =
      Map.of("spark.hadoop.fs.s3a.bucketcopy.abilities", "+composite-etag");

  private final VirtualS3 server = VirtualS3.start(Holdings.of(KEYS));

  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aWrongCopyIsMadeAgain() {
    server.quirks().next(Quirk.WRONG_COMPLETE, 1);
    server.quirks().next(Quirk.WRONG_COPY, 1);

    CopyRun run = CopyRun.of(server, TELLING_ETAGS);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("copied")).isEqualTo(SMALL + LARGE);
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    assertThat(server.ledger().answers(Operation.DELETE_OBJECT, 204)).isEqualTo(2);
  }

  @Test
  void copiesThatAreWrongAgainDoNotStay() {
    server.quirks().always(Quirk.WRONG_COMPLETE);
    server.quirks().always(Quirk.WRONG_COPY);

    CopyRun run = CopyRun.of(server, TELLING_ETAGS);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(run.count("failed")).isEqualTo(SMALL + LARGE);
    assertThat(server.verdict().wrong()).isZero();
    assertThat(server.verdict().missing()).isEqualTo(SMALL + LARGE);
    assertThat(server.uploadsOpen()).isZero();

    heal();
    CopyRun again = CopyRun.of(server, TELLING_ETAGS);

    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.OK);
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
  }

  @Test
  void wrongCopiesThatCannotBeDeletedAreNotSkippedByTheRunThatGoesOn() {
    server.quirks().always(Quirk.WRONG_COMPLETE);
    server.quirks().always(Quirk.WRONG_COPY);
    server.behave(Behaviour.prompt().withFault(Operation.DELETE_OBJECT, Fault.ACCESS_DENIED, 1));

    CopyRun run = CopyRun.of(server, TELLING_ETAGS, "--run-dir", directory.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(server.verdict().wrong()).isEqualTo(SMALL + LARGE);
    assertThat(run.err()).doesNotContain("\tat ");

    heal();
    CopyRun again = CopyRun.of(server, TELLING_ETAGS, "--run-dir", directory.toString());

    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.OK);
    assertThat(again.count("copied")).isEqualTo(SMALL + LARGE);
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
  }

  @Test
  void partsThatTheStoreDeniesForEverFailTheirObjects() {
    server.quirks().always(Quirk.INVALID_PART);
    server.quirks().always(Quirk.OTHER_PART_SIZES);

    CopyRun run = CopyRun.of(server);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(run.count("failed")).isEqualTo(LARGE);
    assertThat(run.count("copied")).isEqualTo(SMALL);
    assertThat(server.uploadsOpen()).isZero();
    assertThat(server.ledger().answers(Operation.COMPLETE, 400)).isEqualTo(5 * LARGE);
  }

  @Test
  void aResumedRunKnowsItsOwnCopiesThoughTheirETagsAreNew() {
    server.quirks().always(Quirk.FRESH_COPY_ETAG);
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
    String[] options = {
      "--if-exists", "fail", "--tags", "required", "--run-dir", directory.toString()
    };

    CopyRun first = CopyRun.of(server, options);
    CopyRun second = CopyRun.of(server, options);

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(first.count("copied")).isEqualTo(SMALL + LARGE - 1);
    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertThat(second.count("copied")).isEqualTo(1);
    assertThat(second.count("skipped")).isEqualTo(SMALL + LARGE - 1);
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
  }

  @Test
  void aStoreThatDoesNotDecideWhetherADestinationIsThereIsWarnedOf() {
    CopyRun careful = CopyRun.of(server, "--if-exists", "fail", "--dry-run");
    CopyRun careless = CopyRun.of(server, "--dry-run");

    assertThat(careful.err()).contains("looked at directly before");
    assertThat(careful.summary().path("requests").path("head_object").asLong())
        .isEqualTo(careless.summary().path("requests").path("head_object").asLong() + 12);
    assertThat(careless.err()).doesNotContain("looked at directly before");
  }

  private void heal() {
    server.quirks().next(Quirk.WRONG_COMPLETE, 0);
    server.quirks().next(Quirk.WRONG_COPY, 0);
    server.behave(Behaviour.prompt());
  }
}
