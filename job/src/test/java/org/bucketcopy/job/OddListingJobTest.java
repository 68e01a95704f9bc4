package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.ListingQuirk;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.Test;

/** The whole job against servers that do not go on from page to page as they should. */
final class OddListingJobTest {
  private static final int OBJECTS = 400;
  private static final int PAGE = 20;

  @Test
  void eachObjectIsCopiedOnceFromAServerThatKnowsTheFirstListingOnly() {
    copiesEachOnce(ListingQuirk.V2_UNKNOWN);
  }

  @Test
  void eachObjectIsCopiedOnceFromAServerThatHeedsTokensOnly() {
    copiesEachOnce(ListingQuirk.START_AFTER_IGNORED, ListingQuirk.MARKER_IGNORED);
  }

  private static void copiesEachOnce(ListingQuirk... quirks) {
    try (VirtualS3 server = server(quirks)) {
      CopyRun run = CopyRun.of(server, "--if-exists", "overwrite");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
      assertThat(server.ledger().requests(Operation.COPY_OBJECT)).isEqualTo(OBJECTS);
    }
  }

  @Test
  void aServerThatListsTheSamePageForEverEndsTheRun() {
    try (VirtualS3 server = server(ListingQuirk.V2_UNKNOWN, ListingQuirk.MARKER_IGNORED)) {
      CopyRun run = CopyRun.of(server, "--if-exists", "overwrite");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(run.summary().path("problem").asText())
          .contains("does not list beyond this page", "start-after lists again");
      assertThat(server.ledger().requests(Operation.COPY_OBJECT)).isLessThanOrEqualTo(PAGE);
      assertThat(server.ledger().requests(Operation.LIST_OBJECTS)).isLessThan(20);
    }
  }

  private static VirtualS3 server(ListingQuirk... quirks) {
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(OBJECTS, 4096));
    VirtualS3 server = VirtualS3.start(Holdings.of(keys));
    server.quirks().listings().withPageSize(PAGE);
    for (ListingQuirk quirk : quirks) {
      server.quirks().listings().with(quirk);
    }
    return server;
  }
}
