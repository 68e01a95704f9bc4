package org.bucketcopy.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The time left, as a line says it at a given time. */
final class ProgressTest {
  private static final long GIB = 1L << 30;

  private final Progress progress =
      new Progress(() -> RunCounts.NONE, () -> Traffic.NONE, Ticker.systemTicker());

  private static RunCounts counts(
      long planned, long copied, long failed, long plannedBytes, long failedBytes, long bytes) {
    return new RunCounts(
        new ObjectCounts(planned, 0, 0, planned, copied, 0, failed),
        new ByteCounts(plannedBytes, failedBytes, bytes, 0),
        0,
        0,
        Map.of());
  }

  private String left(long second, RunCounts counts) {
    String line =
        new ProgressLine("listing")
            .plain(progress.at(counts, Traffic.NONE, Duration.ofSeconds(second)));
    return line.substring(line.indexOf("MiB/s  ") + 7, line.indexOf("  0 skipped"));
  }

  @BeforeEach
  void allIsListed() {
    progress.listingEnded();
  }

  @Test
  void largeObjectsThatAllEndTogetherAreMeasuredByTheirBytes() {
    for (long second = 5; second < 100; second += 5) {
      left(second, counts(500, 0, 0, 1000 * GIB, 0, second * 10 * GIB));
    }

    assertThat(left(98, counts(500, 2, 0, 1000 * GIB, 0, 980 * GIB))).isEqualTo("0:00:02 left");
  }

  @Test
  void smallObjectsAreMeasuredByTheirNumber() {
    for (long second = 5; second < 60; second += 5) {
      left(second, counts(100_000, second * 1000, 0, 100_000, 0, second * 1000));
    }

    assertThat(left(60, counts(100_000, 60_000, 0, 100_000, 0, 60_000))).isEqualTo("0:00:40 left");
  }

  @Test
  void theRateIsThatOfTheLastMinute() {
    for (long second = 5; second <= 3600; second += 5) {
      left(second, counts(100_000, second, 0, 0, 0, 0));
    }
    for (long second = 3605; second < 3700; second += 5) {
      left(second, counts(100_000, 3600 + (second - 3600) * 100, 0, 0, 0, 0));
    }

    assertThat(left(3700, counts(100_000, 13_600, 0, 0, 0, 0))).isEqualTo("0:14:24 left");
  }

  @Test
  void whatHasFailedIsNotLeft() {
    RunCounts counts = counts(4, 1, 2, 4 * GIB, 2 * GIB, GIB);

    assertThat(left(10, counts)).isEqualTo("0:00:09 left");
  }

  @Test
  void nothingIsEstimatedForWhatHasNotStartedOrStands() {
    assertThat(left(5, counts(4, 0, 0, 4 * GIB, 0, 0))).isEqualTo("starting");
    assertThat(left(10, counts(4, 0, 0, 4 * GIB, 0, GIB))).isEqualTo("0:00:30 left");
    assertThat(left(60, counts(4, 0, 0, 4 * GIB, 0, GIB))).isEqualTo("0:03:03 left");
    assertThat(left(120, counts(4, 0, 0, 4 * GIB, 0, GIB))).isEqualTo("stalled");
    assertThat(left(121, counts(4, 4, 0, 4 * GIB, 0, 4 * GIB))).isEqualTo("done");
  }
}
