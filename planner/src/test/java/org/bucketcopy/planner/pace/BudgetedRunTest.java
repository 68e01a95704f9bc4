package org.bucketcopy.planner.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.RetryingStore;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Executors with full windows, their retries, pacers and budget, and a store with a limit. */
class BudgetedRunTest {
  private static final int WINDOW = 128;
  private static final int LATENCY_MILLIS = 30;

  private final ObjectLocation object = new Bucket("memory", "busy").object("key");
  private final MemoryService service = new MemoryService();
  private final VirtualTime time = new VirtualTime();
  private final LimitedStore server =
      new LimitedStore(
          new MemoryStore(service, MemoryStore.PROFILE, 10), time, 500, LATENCY_MILLIS);
  private final List<Executor> executors = new ArrayList<>();
  private final SplittableRandom chance = new SplittableRandom(1);

  BudgetedRunTest() {
    service.put(object, new byte[1], ObjectMetadata.NONE);
  }

  @AfterEach
  void noCallHasFailed() {
    assertThat(executors).allSatisfy(executor -> assertThat(executor.failed).isZero());
    time.shutdownNow();
  }

  @Test
  void aStoreIsUsedUpToItsLimitWithFewRefusals() {
    start(RequestBudget.adaptive(time.clock()), 2);
    time.pass(10);

    assertSettledAt(500, 60);
  }

  @Test
  void oneThatReportsSeldomFindsTheLimitAsWell() {
    executors.add(new Executor("one", RequestBudget.adaptive(time.clock()), 200));
    time.pass(10);

    assertSettledAt(500, 60);
  }

  @Test
  void aLimitIsFoundThoughAFewAreRefusedAtAnyRate() {
    server.refuseOneIn(20);
    start(RequestBudget.adaptive(time.clock()), 1);
    time.pass(20);
    long before = server.accepted();
    time.pass(60);

    assertThat(server.accepted() - before).isGreaterThan(60 * 500 * 85 / 100);
  }

  @Test
  void manyExecutorsDoNotAskForMoreThanTwo() {
    start(RequestBudget.adaptive(time.clock()), 20);
    time.pass(15);

    assertSettledAt(500, 60);
  }

  @Test
  void aRaisedLimitIsFoundAndALoweredOneToo() {
    start(RequestBudget.adaptive(time.clock()), 2);
    time.pass(30);

    server.limit(2000);
    time.pass(40);
    assertSettledAt(2000, 60);

    server.limit(200);
    time.pass(20);
    assertSettledAt(200, 60);
  }

  @Test
  void aStoreThatRefusesAllForMinutesFailsNothing() {
    start(RequestBudget.adaptive(time.clock()), 2);
    time.pass(20);

    server.limit(0.001);
    time.pass(300);

    server.limit(500);
    time.pass(60);
    assertSettledAt(500, 60);
  }

  @Test
  void withoutRefusalsTheWindowsAreTheOnlyLimit() {
    server.limit(1_000_000);
    RequestBudget budget = RequestBudget.adaptive(time.clock());
    start(budget, 2);
    time.pass(10);

    assertThat(budget.limit()).isInfinite();
    assertThat(server.accepted())
        .isGreaterThan(10L * 2 * WINDOW * 1000 / LATENCY_MILLIS * 95 / 100);
  }

  @Test
  void aStoreThatRefusesAFewAtAnyRateIsNotAskedForLess() {
    server.limit(1_000_000);
    server.refuseOneIn(20);
    start(RequestBudget.adaptive(time.clock()), 2);
    time.pass(10);
    long before = server.accepted();
    time.pass(10);

    // One in twenty waits for up to half a second before it is sent again.
    assertThat(server.accepted() - before)
        .isGreaterThan(10L * 2 * WINDOW * 1000 / LATENCY_MILLIS / 2);
  }

  @Test
  void aCeilingIsNeverExceeded() {
    server.limit(1_000_000);
    start(RequestBudget.below(300, time.clock()), 3);

    for (int second = 0; second < 60; second++) {
      long before = server.accepted();
      time.pass(1);
      assertThat(server.accepted() - before).isLessThanOrEqualTo(310);
    }
    assertThat(server.accepted()).isGreaterThan(60 * 285);
  }

  private void assertSettledAt(double limit, int seconds) {
    long accepted = server.accepted();
    long refused = server.refused();
    time.pass(seconds);
    double rate = (double) (server.accepted() - accepted) / seconds;
    double refusals = (double) (server.refused() - refused) / seconds;
    assertThat(rate).isBetween(limit * 0.94, limit * 1.01);
    assertThat(refusals / (rate + refusals)).isLessThan(0.03);
  }

  private void start(RequestBudget budget, int count) {
    for (int i = 0; i < count; i++) {
      executors.add(new Executor("" + i, budget, 100));
    }
  }

  private final class Executor {
    private final String name;
    private final RequestBudget budget;
    private final RequestPacer pacer = new RequestPacer(time.clock(), time);
    private final ObjectStore store =
        new RetryingStore(
            new PacedStore(server, pacer, new BytePacer(time.clock())),
            RetryPolicy.ofRetries(10),
            time,
            chance::nextLong);
    private int failed;

    Executor(String name, RequestBudget budget, int reportMillis) {
      this.name = name;
      this.budget = budget;
      report();
      time.every(reportMillis, this::report);
      for (int i = 0; i < WINDOW; i++) {
        keepBusy();
      }
    }

    private void report() {
      pacer.rate(budget.share(name, pacer.report()));
    }

    private void keepBusy() {
      store
          .head(object, Optional.empty())
          .whenComplete(
              (found, failure) -> {
                failed += failure == null ? 0 : 1;
                keepBusy();
              });
    }
  }
}
