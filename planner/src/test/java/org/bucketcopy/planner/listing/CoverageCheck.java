package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Holds what a walk says of its coverage against what it has given. */
final class CoverageCheck {
  private static final int EVERY = 8;
  private static final int MAX_SPANS = 15;

  private final Set<String> all;
  private final Set<String> given = new HashSet<>();

  /**
   * @param all the keys that the walk will give, relative
   */
  CoverageCheck(Set<String> all) {
    this.all = all;
  }

  /** A key was given. Every few keys all of them are looked at. */
  void given(String key, CoveredWalk walk) {
    given.add(key);
    if (given.size() % EVERY == 1) {
      check(walk.covered());
    }
  }

  /** The walk is over. */
  void ended(CoveredWalk walk) {
    check(walk.covered());
    walk.covered().ifPresent(covered -> assertThat(all).as("all of it").allMatch(covered::covers));
  }

  private void check(Optional<Coverage> covered) {
    covered.ifPresent(
        coverage -> {
          Optional<String> early =
              all.stream().filter(key -> !given.contains(key) && coverage.covers(key)).findFirst();
          if (early.isPresent() || coverage.spans().size() > MAX_SPANS) {
            fail("%s covers %s, which was not given", coverage, early);
          }
        });
  }
}
