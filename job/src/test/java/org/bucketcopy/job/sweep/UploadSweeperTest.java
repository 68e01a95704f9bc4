package org.bucketcopy.job.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UnusableEntry;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadsPage;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class UploadSweeperTest {
  private static final Bucket A = new Bucket("s3", "a");
  private static final Bucket B = new Bucket("s3", "b");

  private final MemoryService service = new MemoryService();
  private final MemoryStore memory = new MemoryStore(service, MemoryStore.PROFILE, 1000);
  private final ScriptedFaults faults = new ScriptedFaults();
  private final ObjectStore faulty = new FaultyStore(memory, faults);
  private final Set<UploadHandle> ended = ConcurrentHashMap.newKeySet();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  UploadSweeperTest() {
    service.create(A);
    service.create(B);
  }

  @Test
  void whatIsNotNotedAsEndedIsNoSuccess() throws InterruptedException {
    UploadHandle upload = start(A, "x");
    UploadSweeper sweeper =
        new UploadSweeper(Optional::empty, new PrintStream(log, true, UTF_8), RealMachine.TIMER);

    sweeper.abort(
        List.of(upload),
        Map.of(A, memory),
        done -> {
          throw new StackOverflowError();
        });

    assertThat(sweeper.result()).isEqualTo(new UploadSweeper.Result(0, 0, 1));
    assertThat(log.toString(UTF_8)).contains("StackOverflowError");
  }

  @Test
  void abortsTheNamedAndNoOther() throws InterruptedException {
    List<UploadHandle> named = List.of(start(A, "x/1"), start(A, "x/1"), start(B, "y"));
    UploadHandle other = start(A, "x/1");

    assertThat(sweep(faulty, named)).isEqualTo(new UploadSweeper.Result(3, 0, 0));

    assertThat(open()).containsExactly(other);
    assertThat(ended).containsExactlyInAnyOrderElementsOf(named);
    assertThat(faults.calls(StoreOperation.LIST_UPLOADS)).isEqualTo(2);
  }

  @Test
  void whatTheStoreDoesNotKnowIsGone() throws InterruptedException {
    UploadHandle here = start(A, "x");
    UploadHandle gone = start(A, "x");
    memory.abort(gone).toCompletableFuture().join();

    assertThat(sweep(faulty, List.of(here, gone))).isEqualTo(new UploadSweeper.Result(1, 1, 0));

    assertThat(ended).containsExactlyInAnyOrder(here, gone);
    assertThat(faults.calls(StoreOperation.ABORT)).isEqualTo(2);
  }

  @Test
  void whatMayBeAmongThoseThatCannotBeReadIsNotGone() throws InterruptedException {
    UploadHandle here = start(A, "x");
    ObjectStore unreadable =
        new StoreDecorator(memory) {
          @Override
          public CompletionStage<UploadsPage> openUploadsAfter(
              ObjectPrefix prefix, Optional<UploadMarker> after) {
            UnusableEntry entry = new UnusableEntry("x", "it is listed without an upload id");
            return CompletableFuture.completedStage(
                new UploadsPage(new OpenUploads(List.of(), List.of(entry)), 1, Optional.empty()));
          }

          @Override
          protected <T> CompletionStage<T> around(
              StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
            return call.get();
          }
        };

    assertThat(sweep(unreadable, List.of(here))).isEqualTo(new UploadSweeper.Result(1, 0, 0));

    assertThat(open()).isEmpty();
    assertThat(log.toString(UTF_8)).contains("not known", "listed without an upload id");
  }

  @Test
  void whatIsRefusedIsCountedAndReported() throws InterruptedException {
    List<UploadHandle> uploads = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      uploads.add(start(A, "x" + i));
    }
    faults.then(StoreOperation.ABORT, InjectedFault.refused(StoreFault.Kind.DENIED), 25);

    assertThat(sweep(faulty, uploads)).isEqualTo(new UploadSweeper.Result(5, 0, 25));

    assertThat(ended).hasSize(5).doesNotContainAnyElementsOf(open());
    assertThat(log.toString(UTF_8))
        .contains(uploads.get(0).uploadId())
        .contains("s3://a/x0: DENIED")
        .contains("and 5 more");
    assertThat(log.toString(UTF_8).lines()).hasSize(21);
  }

  @Test
  void aListingThatMayNotBeMadeCostsOnlyTheCount() throws InterruptedException {
    UploadHandle here = start(A, "x");
    faults.then(StoreOperation.LIST_UPLOADS, InjectedFault.refused(StoreFault.Kind.DENIED));

    assertThat(sweep(faulty, List.of(here))).isEqualTo(new UploadSweeper.Result(1, 0, 0));

    assertThat(open()).isEmpty();
  }

  @Test
  void aStoreThatIsNotReachedEndsTheSweep() {
    UploadHandle here = start(A, "x");
    faults.then(StoreOperation.LIST_UPLOADS, InjectedFault.TRANSIENT);

    assertThatThrownBy(() -> sweep(faulty, List.of(here)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("list the uploads of s3://a/x");
    assertThat(open()).containsExactly(here);
  }

  @Test
  void anObstacleKeepsTheRestFromBeingAborted() throws InterruptedException {
    List<UploadHandle> uploads = List.of(start(A, "1"), start(A, "2"), start(A, "3"));
    AtomicInteger asked = new AtomicInteger();
    UploadSweeper sweeper =
        new UploadSweeper(
            () -> Optional.of("the lock is lost").filter(lost -> asked.getAndIncrement() > 0),
            new PrintStream(log, true, UTF_8),
            RealMachine.TIMER);

    sweeper.abort(uploads, Map.of(A, faulty), ended::add);

    assertThat(sweeper.result()).isEqualTo(new UploadSweeper.Result(1, 0, 2));

    assertThat(open()).hasSize(2);
    assertThat(log.toString(UTF_8)).contains("the lock is lost");
  }

  @Test
  void noMoreAreInFlightThanIsSaid() throws InterruptedException {
    List<UploadHandle> uploads = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      uploads.add(start(A, "x" + i));
    }
    Slow slow = new Slow(memory);

    assertThat(sweep(slow, uploads).aborted()).isEqualTo(300);

    assertThat(open()).isEmpty();
    assertThat(slow.max).hasValue(UploadSweeper.IN_FLIGHT);
  }

  private UploadSweeper.Result sweep(ObjectStore store, List<UploadHandle> uploads)
      throws InterruptedException {
    UploadSweeper sweeper =
        new UploadSweeper(Optional::empty, new PrintStream(log, true, UTF_8), RealMachine.TIMER);
    sweeper.abort(uploads, Map.of(A, store, B, store), ended::add);
    return sweeper.result();
  }

  private UploadHandle start(Bucket bucket, String key) {
    return memory
        .initiate(
            new UploadRequest(bucket.object(key), ObjectMetadata.NONE, DestinationRule.REPLACE))
        .toCompletableFuture()
        .join();
  }

  private List<UploadHandle> open() {
    return service.openUploads().stream().map(upload -> upload.handle()).toList();
  }

  /** Answers an abort after a while, and counts those that wait. */
  private static final class Slow extends StoreDecorator {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger max = new AtomicInteger();

    private Slow(ObjectStore store) {
      super(store);
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      if (operation != StoreOperation.ABORT) {
        return call.get();
      }
      max.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
      return CompletableFuture.runAsync(
              inFlight::decrementAndGet,
              CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
          .thenCompose(waited -> call.get());
    }
  }
}
