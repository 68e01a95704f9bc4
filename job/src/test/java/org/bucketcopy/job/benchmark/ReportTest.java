package org.bucketcopy.job.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final Machine MACHINE = new Machine(2, 4096, "Linux", "17", 0.5, "2026-01-01");

  private final List<Scenario> scenarios = Scenarios.full(new UploadSizes());
  private final Results results = new Results();

  @Test
  void aTableHasMediansAndRanges() {
    measured("giants", BucketCopyTool.LABEL, Figure.SPAN, 7, 9, 8);
    assertThat(markdown())
        .contains("Measured on 2 cores, 4 GiB, Linux, Java 17")
        .contains("| tool | span, s |\n| --- | --- |\n| bucket-copy | 8.00 (7.00–9.00) |");
  }

  @Test
  void aFigureToReachIsMetNotMetOrNotMeasured() {
    measured("giants", BucketCopyTool.LABEL, Figure.SPAN_OVER_LIMIT, 1.14);
    measured("small", BucketCopyTool.LABEL, Figure.STEADY_COPIES_PER_SECOND, 700);
    measured("small", "s5cmd", Figure.STEADY_COPIES_PER_SECOND, 500);
    assertThat(markdown())
        .contains("| giants: span / limit | at most 1.15 | 1.14 | yes |")
        .contains(
            "| small: copies per second from the 50,000th on / s5cmd's | at least 1.50 | 1.40 |"
                + " **no** |",
            "| mixed: span / limit | at most 1.20 | – | not measured |");
  }

  @Test
  void aRunThatDidNotDoItsWorkCountsForNothingAndIsReported() {
    measured("giants", "s5cmd", Figure.SPAN, 8);
    results.add(
        new Measurement(
            "giants", "s5cmd", Map.of(Figure.SPAN, 1.0), List.of(), Optional.of("exit code 1")));
    assertThat(markdown()).contains("| s5cmd | 8.00 |").contains("s5cmd: exit code 1");
  }

  @Test
  void jsonHasEveryRun() throws Exception {
    measured("small", "s5cmd", Figure.CPU, 1, 2);
    assertThat(new JsonMapper().readTree(JsonReport.text(MACHINE, results)).path("runs"))
        .hasSize(2)
        .first()
        .satisfies(run -> assertThat(run.path("cpu").asDouble()).isEqualTo(1));
  }

  @Test
  void aDrawingHasALineForEachRunAndTheLimit() {
    List<Measurement.Point> progress =
        List.of(new Measurement.Point(0, 0), new Measurement.Point(2, 100));
    results.add(
        new Measurement("giants", "a & b", Map.of(Figure.LIMIT, 1.0), progress, Optional.empty()));
    assertThat(SvgPlot.of(scenarios.get(1), results).orElseThrow())
        .startsWith("<svg ")
        .contains(">limit<", "stroke-dasharray=\"5 4\"", "a &amp; b");
    assertThat(SvgPlot.of(scenarios.get(0), results)).isEmpty();
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(1, 2.5, 4));
  }

  private void measured(String scenario, String tool, Figure figure, double... values) {
    for (double value : values) {
      results.add(
          new Measurement(scenario, tool, Map.of(figure, value), List.of(), Optional.empty()));
    }
  }

  private String markdown() {
    return new MarkdownReport(MACHINE, scenarios, results, List.of()).text();
  }
}
