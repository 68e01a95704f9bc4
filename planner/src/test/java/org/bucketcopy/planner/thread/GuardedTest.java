package org.bucketcopy.planner.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GuardedTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stopTimer() {
    timer.shutdownNow();
  }

  @Test
  void whatWorkThrowsOnATimerIsHandedOver() throws Exception {
    CompletableFuture<Throwable> handedOver = new CompletableFuture<>();

    new Guarded(GuardedTest::overflow, handedOver::complete).after(timer, 1, TimeUnit.MILLISECONDS);

    assertThat(handedOver.get()).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void workThatThrowsIsDoneAgain() throws InterruptedException {
    CountDownLatch handedOver = new CountDownLatch(3);

    new Guarded(GuardedTest::overflow, defect -> handedOver.countDown())
        .every(timer, 0, 1, TimeUnit.MILLISECONDS);

    handedOver.await();
  }

  private static void overflow() {
    throw new StackOverflowError();
  }
}
