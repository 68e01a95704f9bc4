package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

final class BosCallsTest {
  private static final Bucket BUCKET = new Bucket("bos", "b");

  @Test
  void callsOneAfterTheOtherNeedTwoThreadsAtMost() {
    try (BosCalls calls = new BosCalls("one-by-one", 4096)) {
      for (int i = 0; i < 500; i++) {
        start(calls, () -> {}).join();
      }

      // A thread may still be on its way back when its answer is there.
      assertThat(threads("one-by-one")).isBetween(1L, 8L);
    }
  }

  @Test
  void asManyRunAtATimeAsThereAreConnectionsAndTheOthersWait() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch four = new CountDownLatch(4);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<CompletableFuture<Void>> started = new ArrayList<>();
    try (BosCalls calls = new BosCalls("four", 4)) {
      for (int i = 0; i < 20; i++) {
        started.add(
            start(
                calls,
                () -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  four.countDown();
                  await(held);
                  running.decrementAndGet();
                }));
      }
      four.await();
      assertThat(threads("four")).isEqualTo(4);
      held.countDown();
      CompletableFuture.allOf(started.toArray(CompletableFuture[]::new)).join();
      assertThat(most).hasValue(4);
    }
  }

  @Test
  void whatComesAfterTheEndIsRefusedAndWhatWasStartedGoesOn() {
    CountDownLatch held = new CountDownLatch(1);
    BosCalls calls = new BosCalls("closed", 1);
    CompletableFuture<Void> first = start(calls, () -> await(held));
    CompletableFuture<Void> waiting = start(calls, () -> {});

    calls.close();

    assertThat(start(calls, () -> {})).isCompletedExceptionally();
    held.countDown();
    first.join();
    waiting.join();
  }

  private static CompletableFuture<Void> start(BosCalls calls, Runnable work) {
    return calls.start(StoreOperation.HEAD_OBJECT, BUCKET, work).toCompletableFuture();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name + "-"))
        .count();
  }
}
