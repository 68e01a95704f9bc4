package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source of which nothing is left to be copied: mostly, somebody has mistyped a prefix. */
final class EmptySourceJobTest {
  private static final VirtualS3 EMPTY = VirtualS3.start(keys(0));
  private static final VirtualS3 FIVE = VirtualS3.start(keys(5));

  private static Holdings keys(int objects) {
    return Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(objects, 1)));
  }

  @AfterAll
  static void stop() {
    EMPTY.close();
    FIVE.close();
  }

  private static CopyRun copy(VirtualS3 server, String options, String... more) {
    return CopyRun.of(
        server,
        Stream.concat(Arrays.stream(options.split(" ")), Arrays.stream(more))
            .filter(option -> !option.isEmpty())
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--dry-run"})
  void isAWarning(String mode) {
    CopyRun run = copy(EMPTY, mode);

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).contains("warning: there is no object under s3://source/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--dry-run"})
  void isAFailureIfWanted(String mode) {
    CopyRun run = copy(EMPTY, mode, "--fail-if-empty");

    assertThat(run.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(run.summary().path("problem").asText())
        .isEqualTo("there is no object under s3://source/ (--fail-if-empty)");
  }

  @Test
  void isWhatTheFiltersLeaveNothingOf() {
    CopyRun run = copy(FIVE, "--dry-run", "--include", "*.none", "--fail-if-empty");

    assertThat(run.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(run.summary().path("problem").asText())
        .isEqualTo("the filters leave none of the 5 objects under s3://source/ (--fail-if-empty)");
  }

  @Test
  void isNoneThatHasBeenCopied() {
    assertThat(copy(FIVE, "--fail-if-empty").exitCode()).isEqualTo(ExitCode.OK);

    CopyRun again = copy(FIVE, "--fail-if-empty");

    assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(again.count("skipped")).isEqualTo(5);
    assertThat(again.err()).doesNotContain("no object under");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--dry-run"})
  void aFilterThatMatchesNothingIsWarnedOf(String mode) {
    CopyRun run =
        copy(FIVE, mode, "--include", "**", "--include", "a[1].txt", "--exclude", "*.tmp");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.err())
        .contains(
            "warning: --include \"a[1].txt\" matches nothing under s3://source/; a \\ before [",
            "warning: --exclude \"*.tmp\" matches nothing under s3://source/\n")
        .doesNotContain("--include \"**\"");
  }

  @Test
  void filtersOfAnEmptySourceAreNotWarnedOfToo() {
    CopyRun run = copy(EMPTY, "--exclude", "*.tmp");

    assertThat(run.err()).contains("there is no object under").doesNotContain("*.tmp");
  }

  @Test
  void aFilterOfAListingThatBrokeOffIsNotWarnedOf() {
    try (VirtualS3 server = VirtualS3.start(keys(5))) {
      server.behave(Behaviour.prompt().withFault(Operation.LIST_OBJECTS, Fault.ACCESS_DENIED, 1));

      CopyRun run = copy(server, "", "--exclude", "*.tmp");

      assertThat(run.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(run.err()).doesNotContain("matches nothing");
    }
  }
}
