package org.bucketcopy.job.benchmark;

import static com.google.common.base.Preconditions.checkArgument;

/** Median and range of a figure over the repetitions. */
record Spread(double lowest, double median, double highest) {

  /**
   * @throws IllegalArgumentException if there are no values
   */
  static Spread of(double... values) {
    checkArgument(values.length > 0, "no values");
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /** As {@code 7.10 (6.95–7.42)}; the median alone if there is no range to show. */
  String text(Figure figure) {
    String lowestText = figure.text(lowest);
    String highestText = figure.text(highest);
    return lowestText.equals(highestText)
        ? figure.text(median)
        : figure.text(median) + " (" + lowestText + "–" + highestText + ")";
  }
}
