package org.bucketcopy.planner.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
  private final VirtualTime time = new VirtualTime();

  @AfterEach
  void stopTimer() {
    time.shutdownNow();
  }

  @Test
  void sharesFollowTheActiveRequests() {
    RequestBudget budget = RequestBudget.below(100, time.clock());
    budget.share("a", active(29));
    budget.share("b", active(9));
    assertThat(budget.share("a", active(29))).isCloseTo(75, within(1e-6));
    assertThat(budget.share("b", active(9))).isCloseTo(25, within(1e-6));
  }

  @Test
  void whatOneHoldsIsNotGivenToAnotherUntilItKnows() {
    RequestBudget budget = RequestBudget.below(100, time.clock());
    assertThat(budget.share("a", active(1))).isEqualTo(100);
    assertThat(budget.share("b", active(1))).isZero();
    assertThat(budget.share("a", active(1))).isEqualTo(50);
    assertThat(budget.share("b", active(1))).isEqualTo(50);
  }

  @Test
  void theShareOfOneThatLeftIsFree() {
    RequestBudget budget = RequestBudget.below(100, time.clock());
    budget.share("a", active(1));
    budget.left("a");
    assertThat(budget.share("b", active(1))).isEqualTo(100);
  }

  @Test
  void theShareOfOneThatIsSilentIsFree() {
    RequestBudget budget = RequestBudget.below(100, time.clock());
    budget.share("a", active(1));
    time.pass(11);
    assertThat(budget.share("b", active(1))).isEqualTo(100);
  }

  @Test
  void twoRefusedOfTwentyAreChance() {
    RequestBudget budget = RequestBudget.adaptive(time.clock());
    budget.share("a", BucketLoad.NONE);
    for (int second = 1; second <= 60; second++) {
      time.pass(1);
      assertThat(budget.share("a", new BucketLoad(20L * second, 2L * second, 1))).isInfinite();
    }
  }

  @Test
  void aQuarterRefusedIsALimit() {
    RequestBudget budget = RequestBudget.adaptive(time.clock());
    budget.share("a", BucketLoad.NONE);
    for (int second = 1; second <= 3; second++) {
      time.pass(1);
      budget.share("a", new BucketLoad(100L * second, 25L * second, 1));
    }
    assertThat(budget.limit()).isLessThan(100);
  }

  @Test
  void oneRefusalIsNotYetALimit() {
    RequestBudget budget = RequestBudget.adaptive(time.clock());
    budget.share("a", BucketLoad.NONE);
    assertThat(budget.share("a", new BucketLoad(100, 1, 1))).isInfinite();
    time.pass(10);
    assertThat(budget.share("a", new BucketLoad(1000, 1, 1))).isInfinite();
  }

  @Test
  void theFirstRateIsWhatTheStoreAcceptedOfABurst() {
    RequestBudget budget = RequestBudget.adaptive(time.clock());
    budget.share("a", BucketLoad.NONE);
    for (int tenth = 1; tenth <= 6; tenth++) {
      time.pass(0.1);
      budget.share("a", new BucketLoad(1000L * tenth, 900L * tenth, 1));
    }
    assertThat(budget.limit()).isBetween(900.0, 1000.0);
  }

  @Test
  void aReportThatWasOvertakenCountsOnce() {
    RequestBudget budget = RequestBudget.adaptive(time.clock());
    budget.share("a", BucketLoad.NONE);
    budget.share("a", new BucketLoad(200, 0, 1));
    budget.share("a", new BucketLoad(100, 0, 1));
    budget.share("a", new BucketLoad(200, 0, 1));
    time.pass(0.5);
    assertThat(budget.spare()).isTrue();
  }

  @Test
  void nothingIsSpareWhileTheLimitIsUsedOrTheStoreThrottles() {
    RequestBudget budget = RequestBudget.below(100, time.clock());
    budget.share("a", BucketLoad.NONE);
    time.pass(1);
    assertThat(budget.spare()).isTrue();

    budget.share("a", new BucketLoad(90, 0, 1));
    assertThat(budget.spare()).isFalse();
    time.pass(2);
    assertThat(budget.spare()).isTrue();

    budget.share("a", new BucketLoad(91, 1, 1));
    time.pass(2);
    assertThat(budget.spare()).isFalse();
    time.pass(4);
    assertThat(budget.spare()).isTrue();
  }

  private static BucketLoad active(int requests) {
    return new BucketLoad(0, 0, requests);
  }
}
