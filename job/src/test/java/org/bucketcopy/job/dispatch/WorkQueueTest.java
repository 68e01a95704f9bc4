package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.Test;

final class WorkQueueTest {
  private record Named(String name, long bytesSent) implements Work<UploadedPart> {
    Named(String name) {
      this(name, 0);
    }

    @Override
    public WorkItem<UploadedPart> item(long id) {
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
    public void done(UploadedPart result) {}

    @Override
    public void failed(StoreFault fault) {}

    @Override
    public void dropped() {}
  }

  private static List<Work<?>> parts(String upload, int count) {
    return IntStream.rangeClosed(1, count).<Work<?>>mapToObj(n -> new Named(upload + n)).toList();
  }

  @Test
  void partsAndObjectsTakeTurns() throws InterruptedException {
    WorkQueue queue = new WorkQueue();
    addUpload(queue, "p", 4);
    addObjects(queue, "o", 4, 1);

    assertThat(queue.take(4, 1, Long.MAX_VALUE, "here"))
        .containsExactly(named("p1", "p2", "o1", "o2"));
    assertThat(queue.take(10, 1, Long.MAX_VALUE, "here"))
        .containsExactly(named("p3", "p4", "o3", "o4"));
    assertThat(queue.ahead()).isZero();
  }

  @Test
  void oneUploadIsGivenOutBeforeTheNext() throws InterruptedException {
    WorkQueue queue = new WorkQueue();
    addUpload(queue, "a", 2);
    addUpload(queue, "b", 2);

    assertThat(queue.take(1, 1, Long.MAX_VALUE, "here")).containsExactly(named("a1"));
    addUpload(queue, "c", 3);
    assertThat(queue.take(4, 1, Long.MAX_VALUE, "here"))
        .containsExactly(named("a2", "c1", "c2", "c3"));
    assertThat(queue.take(4, 1, Long.MAX_VALUE, "here")).containsExactly(named("b1", "b2"));
  }

  @Test
  void theLargestUploadGoesFirst() throws InterruptedException {
    WorkQueue queue = new WorkQueue();
    addUpload(queue, "small", 1);
    addUpload(queue, "large", 3);

    assertThat(queue.take(4, 1, Long.MAX_VALUE, "here"))
        .containsExactly(named("large1", "large2", "large3", "small1"));
  }

  @Test
  void largeObjectsGoBeforeSmallOnes() throws InterruptedException {
    WorkQueue queue = new WorkQueue();
    addObjects(queue, "small", 4, 1000);
    addObjects(queue, "large", 2, 100 << 20);

    assertThat(queue.take(2, 1, Long.MAX_VALUE, "here")).containsExactly(named("large1", "small1"));
    assertThat(queue.take(2, 1, Long.MAX_VALUE, "here")).containsExactly(named("large2", "small2"));
  }

  @Test
  void whereThereIsMoreOfTheLargeItGetsMore() throws InterruptedException {
    WorkQueue queue = new WorkQueue();
    addUpload(queue, "p", 900);
    addObjects(queue, "o", 100, 1);

    assertThat(queue.take(100, 1, Long.MAX_VALUE, "here"))
        .filteredOn(work -> work.toString().contains("p"))
        .hasSize(90);
    assertThat(queue.take(100, 1, Long.MAX_VALUE, "here"))
        .filteredOn(work -> work.toString().contains("p"))
        .hasSize(90);
  }

  @Test
  void thePlannerWaitsWhileEnoughObjectsAreAhead() throws Exception {
    WorkQueue queue = new WorkQueue(2, 1, 1);
    addObjects(queue, "o", 2, 1);
    CompletableFuture<Void> planner =
        CompletableFuture.runAsync(
            () -> {
              try {
                queue.reserve(1);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(queue.hasRoom()).isFalse();
    assertThat(planner).isNotDone();
    queue.take(1, 1, Long.MAX_VALUE, "here");
    planner.join();
    assertThat(queue.ahead()).isEqualTo(2);
  }

  @Test
  void thePlannerLooksBeyondAGiant() throws InterruptedException {
    WorkQueue queue = new WorkQueue(10, 2, 100);
    addUpload(queue, "giant", 10_000);

    assertThat(queue.hasRoom()).isTrue();
    addUpload(queue, "another", 10_000);
    assertThat(queue.hasRoom()).isFalse();
  }

  @Test
  void manyUploadsOfFewPartsMayWait() throws InterruptedException {
    WorkQueue queue = new WorkQueue(10, 2, 100);
    for (int i = 0; i < 50; i++) {
      assertThat(queue.hasRoom()).isTrue();
      addUpload(queue, "u", 2);
    }
    assertThat(queue.hasRoom()).isFalse();
  }

  /**
   * 50,000 small objects, 5,000 of 100 MiB, and last five of 1 TiB: all requests end within a fifth
   * of the time that a full window would take for them.
   */
  @Test
  void aRunWhoseGiantsAreListedLastHasNoLongTail() throws InterruptedException {
    SimulatedRun run = new SimulatedRun(256);
    run.objects(50_000, 4096, 30);
    run.objects(5_000, 100 << 20, 100);
    for (int giant = 0; giant < 5; giant++) {
      run.upload(8192, 100);
    }

    assertThat(run.millis()).isLessThan(run.millisOfFullWindow() * 12 / 10);
  }

  /** The same keys in the listing's worst order for the driver's memory: giants first. */
  @Test
  void aRunWhoseGiantsAreListedFirstHasNoLongTailEither() throws InterruptedException {
    SimulatedRun run = new SimulatedRun(256);
    for (int giant = 0; giant < 5; giant++) {
      run.upload(8192, 100);
    }
    run.objects(5_000, 100 << 20, 100);
    run.objects(50_000, 4096, 30);

    assertThat(run.millis()).isLessThan(run.millisOfFullWindow() * 12 / 10);
  }

  @Test
  void anUploadIsAskedForWhatTheHostHolds() throws InterruptedException {
    WorkQueue queue = new WorkQueue();
    List<String> asking = new ArrayList<>();
    PartSource parts =
        new PartSource() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Work<?> next(String host) {
            asking.add(host);
            return new Named("p");
          }
        };
    queue.reserve(3);
    queue.add(parts, 3);

    queue.take(1, 1, Long.MAX_VALUE, "a");
    queue.take(2, 1, Long.MAX_VALUE, "b");

    assertThat(asking).containsExactly("a", "b", "b");
  }

  @Test
  void noMoreIsTakenOnceEnoughBytesFlow() throws InterruptedException {
    WorkQueue queue = new WorkQueue();
    Work<?>[] parts = {new Named("a", 4), new Named("b", 4), new Named("c", 4), new Named("d", 4)};
    queue.reserve(4);
    queue.add(ListedParts.of(List.of(parts)), 4);

    assertThat(queue.take(4, 0, Long.MAX_VALUE, "here")).isEmpty();
    assertThat(queue.take(4, 5, Long.MAX_VALUE, "here")).containsExactly(parts[0], parts[1]);
    assertThat(queue.take(4, 1, Long.MAX_VALUE, "here")).containsExactly(parts[2]);
    assertThat(queue.ahead()).isEqualTo(1);
  }

  private static void addUpload(WorkQueue queue, String name, int parts)
      throws InterruptedException {
    queue.reserve(parts);
    queue.add(ListedParts.of(parts(name, parts)), parts);
  }

  private static void addObjects(WorkQueue queue, String name, int count, long bytes)
      throws InterruptedException {
    for (Work<?> object : parts(name, count)) {
      queue.reserve(1);
      queue.add(object, bytes);
    }
  }

  private static Work<?>[] named(String... names) {
    return List.of(names).stream().map(Named::new).toArray(Work<?>[]::new);
  }
}
