package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** All that was measured so far, in the order of measuring. */
final class Results {
  private final List<Measurement> measurements = new ArrayList<>();

  void add(Measurement measurement) {
    measurements.add(measurement);
  }

  List<Measurement> all() {
    return ImmutableList.copyOf(measurements);
  }

  /** Names of the tools that ran in a scenario, in the order of their first runs. */
  List<String> tools(String scenario) {
    return measurements.stream()
        .filter(measurement -> measurement.scenario().equals(scenario))
        .map(Measurement::tool)
        .distinct()
        .toList();
  }

  List<Measurement> of(String scenario, String tool) {
    return measurements.stream()
        .filter(one -> one.scenario().equals(scenario) && one.tool().equals(tool))
        .toList();
  }

  /** A figure over the repetitions that did their work; empty if none has it. */
  Optional<Spread> spread(String scenario, String tool, Figure figure) {
    double[] values =
        of(scenario, tool).stream()
            .filter(measurement -> measurement.problem().isEmpty())
            .map(measurement -> measurement.figure(figure))
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
  }

  Optional<Double> median(String scenario, String tool, Figure figure) {
    return spread(scenario, tool, figure).map(Spread::median);
  }
}
