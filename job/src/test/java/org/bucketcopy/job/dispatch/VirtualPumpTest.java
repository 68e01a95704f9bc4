package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.wire.ExecutorSite;
import org.bucketcopy.job.wire.ObjectWork;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.StoresAndFiles;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.pace.RequestBudgets;
import org.bucketcopy.planner.pace.RequestPacers;
import org.bucketcopy.planner.source.MemoryFiles;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.Test;

/** Desk and pumps on one thread, exchange by exchange, in virtual time. */
final class VirtualPumpTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final int OBJECTS = 40;
  private static final int IN_FLIGHT = 4;
  private static final int SECONDS_EACH = 60;

  private final VirtualTime time = new VirtualTime();
  private final MemoryService service = new MemoryService();
  private final WorkQueue queue = new WorkQueue();
  private final List<Throwable> defects = new ArrayList<>();
  private final LeaseCoordinator coordinator =
      new LeaseCoordinator(
          queue, new RequestBudgets(Map.of(), time.clock()), time.clock(), defects::add);
  private final List<StoredObject> copies = new ArrayList<>();
  private int pumping;

  @Test
  void tenMinutesOfCopiesTakeNone() throws IOException, InterruptedException {
    service.create(BUCKET);
    for (int i = 0; i < OBJECTS; i++) {
      service.put(BUCKET.object("from/" + i), new byte[] {1}, ObjectMetadata.NONE);
      queue.announce(1);
      queue.add(new Copy("" + i), 1);
    }
    ExecutorContext context =
        new ExecutorContext(
            new ExecutorSite("host", "here"),
            new RequestWindow(OptionalInt.of(IN_FLIGHT), 1, 1),
            new RequestPacers(time.clock(), time),
            new StoresAndFiles(
                bucket -> new Slow(new MemoryStore(service, MemoryStore.PROFILE, 1000)),
                new MemoryFiles(),
                Runnable::run),
            () -> RequestCounts.NONE,
            () -> {});
    for (int i = 0; i < 2; i++) {
      CopyPump pump = new CopyPump(new PumpName("1", i), coordinator::answer, context);
      pump.begin();
      pumping++;
      exchange(pump);
    }

    time.pass(1.0 * SECONDS_EACH * OBJECTS / IN_FLIGHT + 1);
    assertThat(copies).hasSize(OBJECTS);
    assertThat(coordinator.leased()).isZero();
    coordinator.finish();
    time.pass(1);
    assertThat(pumping).isZero();
    assertThat(defects).isEmpty();
    assertThat(time.passed()).hasSeconds(602);
  }

  private void exchange(CopyPump pump) {
    OptionalLong wait;
    try {
      wait = pump.exchange();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (wait.isPresent()) {
      time.after(Math.min(10, wait.getAsLong()) + 1, () -> exchange(pump));
    } else {
      pump.end();
      pumping--;
    }
  }

  private final class Slow extends StoreDecorator {
    Slow(ObjectStore store) {
      super(store);
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      CompletableFuture<T> answer = new CompletableFuture<>();
      time.after(
          SECONDS_EACH * 1000L, () -> answer.complete(call.get().toCompletableFuture().join()));
      return answer;
    }
  }

  private final class Copy implements Work<StoredObject> {
    private final String name;

    Copy(String name) {
      this.name = name;
    }

    @Override
    public ObjectWork item(long id) {
      ETag etag =
          new MemoryStore(service, MemoryStore.PROFILE, 1)
              .head(BUCKET.object("from/" + name), Optional.empty())
              .toCompletableFuture()
              .join()
              .identity()
              .etag();
      return new ObjectWork(
          id,
          new ObjectCopy(
              new CopySource(BUCKET.object("from/" + name), etag, Optional.empty()),
              BUCKET.object("to/" + name),
              Optional.empty(),
              DestinationRule.REPLACE));
    }

    @Override
    public long bytesSent() {
      return 0;
    }

    @Override
    public boolean wanted() {
      return true;
    }

    @Override
    public boolean hedgeable() {
      return false;
    }

    @Override
    public void done(StoredObject copy) {
      copies.add(copy);
    }

    @Override
    public void failed(StoreFault fault) {
      throw new IllegalStateException("nothing fails");
    }

    @Override
    public void dropped() {
      throw new IllegalStateException("it is wanted");
    }
  }
}
