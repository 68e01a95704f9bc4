package org.bucketcopy.planner.listing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Splits the range whose rest is the largest, as long as that is worth it. */
final class RangeSplitter {
  /** A range is assumed to have at most this many times the pages that are listed so far. */
  private static final long BELIEVED = 8;

  private final KeyInterpolation interpolation;
  private final SplitBudget budget;

  RangeSplitter(KeyAlphabet alphabet, SplitBudget budget) {
    this.interpolation = new KeyInterpolation(alphabet);
    this.budget = budget;
  }

  /** Splits one of the ranges, and gives the part split off. Empty if none should be split now. */
  Optional<RangePairs> split(List<RangePairs> ranges) {
    if (!budget.allows()) {
      return Optional.empty();
    }
    Optional<RangePairs> split = divide(ranges).or(() -> narrow(ranges));
    split.ifPresent(range -> budget.split());
    return split;
  }

  private Optional<RangePairs> divide(List<RangePairs> ranges) {
    return ranges.stream()
        .filter(RangePairs::listing)
        .flatMap(range -> candidate(range).stream())
        .filter(candidate -> candidate.point().pages() >= KeyInterpolation.WORTH)
        .max(Comparator.comparingLong(candidate -> candidate.point().pages()))
        .map(candidate -> candidate.range().divide(candidate.point().boundary()));
  }

  private static Optional<RangePairs> narrow(List<RangePairs> ranges) {
    return ranges.stream().flatMap(range -> range.narrow().stream()).findFirst();
  }

  private Optional<Candidate> candidate(RangePairs range) {
    return range
        .splitPoint(interpolation, BELIEVED * budget.pages())
        .map(point -> new Candidate(range, point));
  }

  private record Candidate(RangePairs range, SplitPoint point) {}
}
