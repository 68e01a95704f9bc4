package org.bucketcopy.job.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.bucketcopy.job.sweep.JournalledUploads.Owner;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.Test;

/** How far a sweep is, in each of the ways in which it is shown. */
final class SweepProgressTest {
  private final VirtualTime time = new VirtualTime();
  private final SweepTally tally = new SweepTally();
  private final SweepProgress progress = new SweepProgress(tally, time.clock());

  private void sweep() {
    time.pass(75);
    tally.found(Owner.OURS, 10);
    tally.found(Owner.UNKNOWN, 2);
    tally.ended(new UploadSweeper.Result(6, 1, 3));
  }

  @Test
  void aLineHasWhatPeopleLookFor() {
    sweep();

    assertThat(progress.plain()).isEqualTo("0:01:15  12 uploads  6 aborted  3 failed  1 gone");
    assertThat(progress.bar(44)).isEqualTo("0:01:15  12 uploads  6 aborted  3 failed");
  }

  @Test
  void jsonHasTheFieldsOfTheSummary() throws Exception {
    sweep();

    JsonNode json = new JsonMapper().readTree(progress.json());
    assertThat(json.path("command").asText()).isEqualTo("sweep");
    assertThat(json.path("status").asText()).isEqualTo("running");
    assertThat(json.path("listed").asInt()).isEqualTo(12);
    assertThat(json.path("ours").asInt()).isEqualTo(10);
    assertThat(json.path("unknown").asInt()).isEqualTo(2);
    assertThat(json.path("aborted").asInt()).isEqualTo(6);
    assertThat(json.path("gone").asInt()).isEqualTo(1);
    assertThat(json.path("failed").asInt()).isEqualTo(3);
    assertThat(json.path("millis").asInt()).isEqualTo(75_000);
  }
}
