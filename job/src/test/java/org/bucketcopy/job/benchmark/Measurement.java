package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came out of one run.
 *
 * @param figures what could be measured
 * @param progress how the copies came in, in time
 * @param problem why the run did not do its work, if it did not
 */
record Measurement(
    String scenario,
    String tool,
    Map<Figure, Double> figures,
    List<Point> progress,
    Optional<String> problem) {

  /** Copies that were answered after so many seconds. */
  record Point(double seconds, double copies) {}

  Measurement {
    figures = Maps.immutableEnumMap(figures);
    progress = ImmutableList.copyOf(progress);
  }

  OptionalDouble figure(Figure figure) {
    return Optional.ofNullable(figures.get(figure))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }
}
