package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.WorkItem;
import org.junit.jupiter.api.Test;

final class WorkQueueTest {
  private record Named(String name) implements Work {
    @Override
    public WorkItem item(long id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean wanted() {
      return true;
    }

    @Override
    public boolean hedgeable() {
      return true;
    }

    @Override
    public void answered(Outcome outcome) {}

    @Override
    public void dropped() {}
  }

  private static List<Work> parts(String upload, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> (Work) new Named(upload + n)).toList();
  }

  @Test
  void partsAndObjectsTakeTurns() throws InterruptedException {
    WorkQueue queue = new WorkQueue(100);
    queue.reserve(8);
    queue.add(parts("p", 4).iterator());
    parts("o", 4).forEach(queue::add);

    assertThat(queue.take(4)).containsExactly(named("p1", "p2", "o1", "o2"));
    assertThat(queue.take(10)).containsExactly(named("p3", "p4", "o3", "o4"));
    assertThat(queue.ahead()).isZero();
  }

  @Test
  void oneUploadIsGivenOutBeforeTheNext() throws InterruptedException {
    WorkQueue queue = new WorkQueue(100);
    queue.reserve(4);
    queue.add(parts("a", 2).iterator());
    queue.add(parts("b", 2).iterator());

    assertThat(queue.take(3)).containsExactly(named("a1", "a2", "b1"));
  }

  @Test
  void thePlannerWaitsWhileEnoughIsAhead() throws Exception {
    WorkQueue queue = new WorkQueue(2);
    queue.reserve(3);
    parts("o", 3).forEach(queue::add);
    CompletableFuture<Void> planner =
        CompletableFuture.runAsync(
            () -> {
              try {
                queue.reserve(1);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    queue.take(1);
    assertThat(queue.ahead()).isEqualTo(2);
    assertThat(planner).isNotDone();
    queue.take(1);
    planner.join();
    assertThat(queue.ahead()).isEqualTo(2);
  }

  private static Work[] named(String... names) {
    return List.of(names).stream().map(Named::new).toArray(Work[]::new);
  }
}
