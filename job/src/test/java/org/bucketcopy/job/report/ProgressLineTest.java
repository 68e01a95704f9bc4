package org.bucketcopy.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bucketcopy.job.report.Progress.Now;
import org.bucketcopy.job.report.Progress.Pace;
import org.bucketcopy.planner.store.RequestCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a run is, as lines say it. */
final class ProgressLineTest {
  private static final long GIB = 1L << 30;

  private static Now now(boolean listed, double done) {
    return new Now(
        new RunCounts(
            new ObjectCounts(5_010, 0, 7, 5_000, 1_234, 0, 3),
            new ByteCounts(26 * GIB / 10, 0, 12 * GIB / 10, 0),
            40,
            0,
            Map.of()),
        new Traffic(OptionalLong.of(64), new RequestCounts(Map.of(), 9, 8)),
        listed,
        new Pace(
            Duration.ofSeconds(70),
            120.25 * (1 << 20),
            done,
            Optional.of(Duration.ofSeconds(730)).filter(left -> listed)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "110 | [=========>          ]  45%  1.2/2.6 GiB  120.3 MiB/s  0:12:10 left  3 failed"
            + "  1234/5000 objects  7 skipped",
        " 77 | [=========>          ]  45%  1.2/2.6 GiB  120.3 MiB/s  0:12:10 left  3 failed",
        " 76 | [=========>          ]  45%  1.2/2.6 GiB  120.3 MiB/s  0:12:10 left",
        " 38 | [=========>          ]  45%",
        " 10 | [=========",
      })
  void aBarIsCutToTheWidthOfTheTerminal(int columns, String line) {
    assertThat(new ProgressLine("listing").bar(now(true, 0.456), columns)).isEqualTo(line);
  }

  @Test
  void thereIsNoBarWhileNobodyKnowsHowMuchThereIs() {
    assertThat(new ProgressLine("listing").bar(now(false, 0.456), 200))
        .isEqualTo(
            "1.2/2.6 GiB+  120.3 MiB/s  listing  3 failed  1234/5000+ objects  7 skipped"
                + "  8 throttled");
    assertThat(new ProgressLine("reading").bar(Now.NONE, 60))
        .isEqualTo("0 B  0 B/s  reading  0 failed  0/0+ objects  0 skipped");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0 | [>                   ]   0%", "1 | [====================] 100%"})
  void aBarHasItsEnds(double done, String bar) {
    assertThat(new ProgressLine("listing").bar(now(true, done), 30)).isEqualTo(bar);
  }

  @Test
  void aPlainLineHasAllThatPeopleLookFor() {
    assertThat(new ProgressLine("listing").plain(now(true, 0.456)))
        .isEqualTo(
            "0:01:10  1234/5000 objects  1228.8/2662.4 MiB  40 parts  120.3 MiB/s  0:12:10 left"
                + "  7 skipped  3 failed");
  }
}
