package org.bucketcopy.planner.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestBudgetsTest {
  private static final Bucket A = new Bucket("s3", "a");
  private static final Bucket B = new Bucket("s3", "b");

  private final VirtualTime time = new VirtualTime();
  private final RequestBudgets budgets =
      new RequestBudgets(Map.of(A, RequestBudget.below(100, time.clock())), time.clock());

  @AfterEach
  void stopTimer() {
    time.shutdownNow();
  }

  @Test
  void aKnownBudgetHoldsBeforeAnythingWasAskedOfItsBucket() {
    assertThat(budgets.shares("one", Map.of())).containsExactlyEntriesOf(Map.of(A, 100.0));
  }

  @Test
  void anotherBucketHasABudgetOfItsOwnOnceItsLoadIsReported() {
    assertThat(budgets.shares("one", Map.of(B, active(5))))
        .isEqualTo(Map.of(A, 100.0, B, Double.POSITIVE_INFINITY));
  }

  @Test
  void aBucketThatThrottlesLimitsRequestsToItselfOnly() {
    budgets.shares("one", Map.of(A, active(10), B, active(10)));
    long throttled = 0;
    for (long tenth = 1; tenth <= 10; tenth++) {
      time.pass(0.1);
      throttled += 100;
      budgets.shares(
          "one",
          Map.of(
              A, new BucketLoad(tenth * 4, 0, 10),
              B, new BucketLoad(tenth * 200, throttled, 10)));
    }

    assertThat(budgets.of(A).limit()).isEqualTo(100);
    assertThat(budgets.of(B).limit()).isBetween(500.0, 1500.0);
    assertThat(budgets.spare()).containsExactly(A);
  }

  @Test
  void whoLeavesLeavesItsShareOfEveryBucket() {
    budgets.shares("one", Map.of(A, active(1)));
    budgets.left("one");

    assertThat(budgets.shares("two", Map.of(A, active(1)))).containsEntry(A, 100.0);
  }

  private static BucketLoad active(int requests) {
    return new BucketLoad(0, 0, requests);
  }
}
