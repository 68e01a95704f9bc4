package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Holds what a walk says of its coverage against what it has given. */
final class CoverageCheck {
  private final Set<String> all;
  private final Set<String> given = new HashSet<>();

  /**
   * @param all the keys that the walk will give, relative
   */
  CoverageCheck(Set<String> all) {
    this.all = all;
  }

  /** A key was given. */
  void given(String key, CoveredWalk walk) {
    given.add(key);
    check(walk.covered());
  }

  /** The walk is over. */
  void ended(CoveredWalk walk) {
    check(walk.covered());
    walk.covered().ifPresent(covered -> assertThat(all).as("all of it").allMatch(covered::covers));
  }

  private void check(Optional<Coverage> covered) {
    covered.ifPresent(
        coverage -> {
          assertThat(all.stream().filter(coverage::covers)).as("%s", coverage).isSubsetOf(given);
          assertThat(coverage.spans()).hasSizeLessThan(16);
        });
  }
}
