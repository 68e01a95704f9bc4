package org.bucketcopy.planner.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.Test;

final class PacedStoreTest {
  private final VirtualTime time = new VirtualTime();
  private final RequestPacer pacer = new RequestPacer(time.clock(), time);

  @Test
  void whatACallThrowsOnTheTimersThreadFailsItAndNoOther() {
    pacer.rate(100);
    ObjectStore store = new PacedStore(new Throwing(), pacer, new BytePacer(time.clock()));
    CompletionStage<ObjectInfo> last = head(store);
    for (int i = 0; i < 20; i++) {
      last = head(store);
    }

    time.pass(1);

    assertThat(last.toCompletableFuture())
        .isCompletedExceptionally()
        .failsWithin(java.time.Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(StackOverflowError.class);
    assertThat(pacer.report()).isEqualTo(new BucketLoad(21, 0, 0));
    time.shutdownNow();
  }

  private static CompletionStage<ObjectInfo> head(ObjectStore store) {
    return store.head(new Bucket("s3", "b").object("k"), Optional.empty());
  }

  private static final class Throwing extends StoreDecorator {
    Throwing() {
      super(new MemoryStore(new MemoryService(), MemoryStore.PROFILE, 1));
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      throw new StackOverflowError();
    }
  }
}
