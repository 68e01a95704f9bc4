package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.job.wire.ExecutorSite;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.ObjectWork;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.PutWork;
import org.bucketcopy.job.wire.Room;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.pace.BucketLoad;
import org.bucketcopy.planner.pace.ByteBudget;
import org.bucketcopy.planner.pace.RequestBudget;
import org.bucketcopy.planner.pace.RequestBudgets;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.LatencyHistogram;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.Test;

final class LeaseCoordinatorTest {
  private static final PumpName FIRST = new PumpName("1", 1);
  private static final PumpName SECOND = new PumpName("2", 2);

  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final StoredObject COPIED =
      new StoredObject(ETag.of("e"), Optional.empty(), ContentChecksums.NONE);
  private static final StoreFault FAULT =
      StoreFault.found(Kind.DENIED, StoreOperation.COPY_PART, "t", "scripted");

  private final AtomicLong nanos = new AtomicLong();
  private final WorkQueue queue = new WorkQueue();
  private final List<Throwable> defects = new ArrayList<>();
  private final List<Recorded> works = new ArrayList<>();
  private final Ticker clock =
      new Ticker() {
        @Override
        public long read() {
          return nanos.get();
        }
      };
  private final RequestBudgets budgets = new RequestBudgets(Map.of(), clock);
  private final LeaseCoordinator coordinator =
      new LeaseCoordinator(queue, budgets, clock, defects::add);

  @Test
  void givesNoMoreThanThereIsRoomFor() throws InterruptedException {
    add("a", "b", "c");

    assertThat(keys(ask(FIRST, 1, 2))).containsExactly("a", "b");
    assertThat(keys(ask(FIRST, 2, 2))).containsExactly("c");
    assertThat(coordinator.leased()).isEqualTo(3);
  }

  @Test
  void aRequestSentAgainGetsTheSameAnswer() throws InterruptedException {
    add("a", "b");

    Lease first = ask(FIRST, 1, 1);
    assertThat(ask(FIRST, 1, 1)).isEqualTo(first);
    assertThat(keys(ask(FIRST, 2, 1))).containsExactly("b");
  }

  @Test
  void workOfALostExecutorIsGivenToAnotherUnderTheSameId() throws InterruptedException {
    add("a");
    Lease lost = ask(FIRST, 1, 1);

    coordinator.lost("1");

    assertThat(ask(SECOND, 1, 5).items()).isEqualTo(lost.items());
  }

  @Test
  void workOfASilentPumpIsGivenToAnother() throws InterruptedException {
    add("a");
    ask(FIRST, 1, 1);
    coordinator.takeBackFromSilentPumps();
    assertThat(keys(ask(SECOND, 1, 5))).isEmpty();

    nanos.addAndGet(LeaseCoordinator.SILENCE_NANOS + 1);
    coordinator.takeBackFromSilentPumps();

    assertThat(keys(ask(SECOND, 2, 5))).containsExactly("a");
  }

  @Test
  void theFirstOfTwoOutcomesCounts() throws InterruptedException {
    Recorded work = add("a").get(0);
    long id = ask(FIRST, 1, 1).items().get(0).id();
    coordinator.lost("1");
    ask(SECOND, 1, 1);

    coordinator.answer(request(FIRST, 2, 0, List.of(done(id))));
    coordinator.answer(request(SECOND, 2, 0, List.of(done(id))));

    assertThat(work.outcomes).hasSize(1);
    assertThat(coordinator.leased()).isZero();
  }

  @Test
  void anOutcomeThatArrivesWhileTheWorkWaitsForAnotherPumpCounts() throws InterruptedException {
    Recorded work = add("a").get(0);
    long id = ask(FIRST, 1, 1).items().get(0).id();
    coordinator.lost("1");

    coordinator.answer(request(FIRST, 2, 0, List.of(done(id))));

    assertThat(work.outcomes).hasSize(1);
    assertThat(keys(ask(SECOND, 1, 1))).isEmpty();
  }

  @Test
  void workThatNobodyWantsAnyMoreIsDropped() throws InterruptedException {
    Recorded work = add("a").get(0);
    ask(FIRST, 1, 1);
    work.wanted = false;

    coordinator.lost("1");

    assertThat(work.dropped).isTrue();
    assertThat(keys(ask(SECOND, 1, 1))).isEmpty();
  }

  @Test
  void aPumpKeepsSomeBesideItsRoomWhileThereIsPlenty() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      add("k" + i);
    }

    assertThat(askWithSpare(FIRST, 1, 4, 4).items()).hasSize(8);
    assertThat(askWithSpare(FIRST, 2, 12, 64).items())
        .as("a part only of what is left")
        .hasSizeBetween(13, 24);
    assertThat(ask(FIRST, 3, 64).items()).hasSize(64);
    assertThat(askWithSpare(SECOND, 1, 1, 64).items()).as("nothing near the end").hasSize(1);
  }

  @Test
  void aStragglerIsGivenToASecondPumpOnce() throws InterruptedException {
    long straggler = settleManyButOne(true);

    assertThat(ask(SECOND, 1, 5).items()).extracting(WorkItem::id).containsExactly(straggler);
    assertThat(ask(SECOND, 2, 5).items()).isEmpty();
  }

  @Test
  void aFailureDoesNotCountWhileTheOtherRequestMaySucceed() throws InterruptedException {
    long straggler = settleManyButOne(true);
    ask(SECOND, 1, 5);

    coordinator.answer(request(SECOND, 2, 0, List.of(failed(straggler))));
    assertThat(works.get(0).outcomes).isEmpty();
    nanos.addAndGet(9_000_000_000L);
    assertThat(ask(SECOND, 3, 5).items()).as("not hedged again").isEmpty();
    coordinator.answer(request(FIRST, 3, 0, List.of(done(straggler))));

    assertThat(works.get(0).outcomes).containsExactly(COPIED);
  }

  @Test
  void aFailureCountsOnceTheOtherRequestsExecutorIsLost() throws InterruptedException {
    long straggler = settleManyButOne(true);
    ask(SECOND, 1, 5);
    coordinator.answer(request(SECOND, 2, 0, List.of(failed(straggler))));

    coordinator.lost("1");

    assertThat(works.get(0).outcomes).containsExactly(FAULT);
    assertThat(ask(SECOND, 3, 5).items()).isEmpty();
    assertThat(coordinator.leased()).isZero();
  }

  @Test
  void theLastRequestsFailureCountsIfTheFirstOnesExecutorWasLost() throws InterruptedException {
    long straggler = settleManyButOne(true);
    ask(SECOND, 1, 5);
    coordinator.lost("1");
    nanos.addAndGet(9_000_000_000L);

    coordinator.answer(request(SECOND, 2, 0, List.of(failed(straggler))));

    assertThat(works.get(0).outcomes).containsExactly(FAULT);
    assertThat(ask(SECOND, 3, 5).items()).isEmpty();
    assertThat(coordinator.leased()).isZero();
  }

  @Test
  void workIsNotTakenBackWhileAnotherPumpHasIt() throws InterruptedException {
    long straggler = settleManyButOne(true);
    ask(SECOND, 1, 5);

    coordinator.lost("2");

    nanos.addAndGet(1);
    assertThat(ask(new PumpName("3", 3), 1, 5).items()).isEmpty();
    coordinator.answer(request(FIRST, 3, 0, List.of(done(straggler))));
    assertThat(works.get(0).outcomes).containsExactly(COPIED);
  }

  @Test
  void anOlderRequestThatArrivesLateGetsNothing() throws InterruptedException {
    ask(FIRST, 1, 0);
    ask(FIRST, 2, 0);
    Recorded work = add("a").get(0);

    assertThat(ask(FIRST, 1, 1).items()).isEmpty();

    assertThat(coordinator.leased()).isZero();
    assertThat(ask(FIRST, 3, 1).items()).containsExactly(work.item(0));
  }

  @Test
  void aRequestThatWasAnsweredGetsNothingElseAfterItsPumpWasGivenUp() throws InterruptedException {
    add("a", "b");
    ask(FIRST, 1, 1);
    nanos.addAndGet(LeaseCoordinator.SILENCE_NANOS + 1);
    coordinator.takeBackFromSilentPumps();

    assertThat(ask(FIRST, 1, 1).items()).isEmpty();

    assertThat(keys(ask(FIRST, 2, 2))).containsExactly("a", "b");
  }

  @Test
  void aPumpThatComesBackIsGivenUpAgainOnlyAfterAnotherSilence() throws InterruptedException {
    ask(FIRST, 1, 0);
    nanos.addAndGet(LeaseCoordinator.SILENCE_NANOS + 1);
    coordinator.takeBackFromSilentPumps();
    add("a");
    ask(FIRST, 2, 1);

    coordinator.takeBackFromSilentPumps();
    assertThat(ask(SECOND, 1, 1).items()).isEmpty();
    nanos.addAndGet(LeaseCoordinator.SILENCE_NANOS + 1);
    coordinator.takeBackFromSilentPumps();
    assertThat(keys(ask(SECOND, 2, 1))).containsExactly("a");
  }

  @Test
  void workThatNobodyWantsWhenItIsToBeGivenAgainIsDropped() throws InterruptedException {
    Recorded work = add("a").get(0);
    ask(FIRST, 1, 1);
    coordinator.lost("1");
    work.wanted = false;

    assertThat(ask(SECOND, 1, 1).items()).isEmpty();

    assertThat(work.dropped).isTrue();
    assertThat(coordinator.leased()).isZero();
  }

  @Test
  void theEndDoesNotWaitForWorkThatNoPumpHas() throws InterruptedException {
    add("a");
    ask(FIRST, 1, 1);
    coordinator.giveNoMore();
    coordinator.lost("1");

    coordinator.awaitAnswers(Long.MAX_VALUE / 1_000_000);

    assertThat(coordinator.leased()).isOne();
  }

  @Test
  void whatTheTakingOfAnOutcomeThrowsIsTold() throws InterruptedException {
    List<Recorded> works = add("a", "b");
    List<WorkItem<?>> items = ask(FIRST, 1, 2).items();
    works.get(0).thrown = Optional.of(new StackOverflowError());

    Lease lease =
        coordinator.answer(
            request(FIRST, 2, 0, List.of(done(items.get(0).id()), done(items.get(1).id()))));

    assertThat(lease.items()).isEmpty();
    assertThat(defects).containsExactly(works.get(0).thrown.orElseThrow());
    assertThat(works.get(1).outcomes).hasSize(1);
  }

  @Test
  void aStragglerThatMustNotBeDoneTwiceIsWaitedFor() throws InterruptedException {
    settleManyButOne(false);

    assertThat(ask(SECOND, 1, 5).items()).isEmpty();
  }

  @Test
  void noStragglerIsLookedForWhileThereIsOtherWork() throws InterruptedException {
    settleManyButOne(true);
    add("new");

    assertThat(keys(ask(SECOND, 1, 1))).containsExactly("new");
  }

  @Test
  void noStragglerIsLookedForWhileTheStoreThrottles() throws InterruptedException {
    settleManyButOne(true);
    budgets.shares("1", Map.of(BUCKET, new BucketLoad(30, 9, 1)));

    assertThat(ask(SECOND, 1, 5).items()).isEmpty();

    nanos.addAndGet(9_000_000_000L);
    assertThat(ask(SECOND, 2, 5).items()).hasSize(1);
  }

  @Test
  void aBucketThatThrottlesKeepsNoStragglerOfAnotherWaiting() throws InterruptedException {
    long straggler = settleManyButOne(true);
    budgets.shares("1", Map.of(new Bucket("s3", "other"), BucketLoad.NONE));
    budgets.shares("1", Map.of(new Bucket("s3", "other"), new BucketLoad(30, 9, 1)));

    assertThat(ask(SECOND, 1, 5).items()).extracting(item -> item.id()).containsExactly(straggler);
  }

  @Test
  void aLeaseEndsWhereThePumpHasNoRoomForMoreBytes() throws InterruptedException {
    add("a", "b", "c", "d").forEach(work -> work.bytes = 4);

    assertThat(keys(askWithRoom(FIRST, 1, new Room(5, 5, 0)))).isEmpty();
    assertThat(keys(askWithRoom(FIRST, 2, new Room(5, 5, 6)))).containsExactly("a", "b");
    coordinator.lost("1");
    assertThat(keys(askWithRoom(SECOND, 1, new Room(5, 5, 0)))).as("again").isEmpty();
    assertThat(keys(askWithRoom(SECOND, 2, new Room(5, 5, 100)))).hasSize(4);
  }

  @Test
  void whatNoSuchWorkCanEndAsIsADefect() throws InterruptedException {
    Recorded work = add("a").get(0);
    long id = ask(FIRST, 1, 1).items().get(0).id();

    coordinator.answer(
        request(FIRST, 2, 0, List.of(new Outcome.Done(id, new UploadedPart(1, ETag.of("p"), 5)))));

    assertThat(work.outcomes).isEmpty();
    assertThat(defects)
        .singleElement()
        .isInstanceOf(IllegalArgumentException.class)
        .asString()
        .contains("cannot end as");
  }

  @Test
  void executorsShareTheBudget() {
    RequestBudget hundred = RequestBudget.below(100, clock);
    LeaseCoordinator limited =
        new LeaseCoordinator(
            queue, new RequestBudgets(Map.of(BUCKET, hundred), clock), clock, defects::add);

    assertThat(rate(limited, FIRST, 1)).isEqualTo(100);
    rate(limited, SECOND, 1);
    assertThat(rate(limited, FIRST, 2)).isEqualTo(50);
    assertThat(rate(limited, SECOND, 2)).isEqualTo(50);

    limited.lost("1");
    assertThat(rate(limited, SECOND, 3)).isEqualTo(100);
  }

  private static double rate(LeaseCoordinator coordinator, PumpName pump, long sequence) {
    return coordinator
        .answer(request(pump, sequence, 1, List.of()))
        .requestsPerSecond()
        .getOrDefault(BUCKET, Double.NaN);
  }

  @Test
  void noMoreBytesAreGivenThanAreSentInSeconds() throws InterruptedException {
    LeaseCoordinator limited = sendingAtMost(1000);
    for (String name : List.of("a", "b", "c", "d", "e")) {
      queue.reserve(1);
      queue.add(new Sending(name), 6000);
    }

    Lease first = limited.answer(withRoom(FIRST, 1));
    assertThat(keys(first)).containsExactly("a", "b");
    assertThat(first.bytesPerSecond()).isEqualTo(1000);
    assertThat(limited.answer(withRoom(SECOND, 1)).items()).isEmpty();

    StoredObject made = COPIED;
    limited.answer(
        request(FIRST, 2, 0, List.of(new Outcome.Done(first.items().get(0).id(), made))));
    Lease second = limited.answer(withRoom(SECOND, 2));
    assertThat(keys(second)).containsExactly("c");
    assertThat(second.bytesPerSecond()).isZero();
    assertThat(limited.answer(request(FIRST, 3, 0, List.of())).bytesPerSecond()).isEqualTo(500);
    assertThat(limited.answer(request(SECOND, 3, 0, List.of())).bytesPerSecond()).isEqualTo(500);

    limited.lost("1");
    Lease again = limited.answer(withRoom(SECOND, 4));
    assertThat(keys(again)).containsExactly("b");
    assertThat(again.bytesPerSecond()).isEqualTo(1000);
  }

  @Test
  void whatSendsNothingWaitsForNoBytes() throws InterruptedException {
    LeaseCoordinator limited = sendingAtMost(1);
    add("a", "b", "c");

    assertThat(keys(limited.answer(withRoom(FIRST, 1)))).containsExactly("a", "b", "c");
  }

  private LeaseCoordinator sendingAtMost(long bytesPerSecond) {
    ByteBudget bytes = ByteBudget.below(bytesPerSecond, clock);
    return new LeaseCoordinator(
        queue, new RequestBudgets(Map.of(), bytes, clock), clock, defects::add);
  }

  @Test
  void withoutABoundThereIsNoRate() {
    Lease lease = ask(FIRST, 1, 1);

    assertThat(lease.requestsPerSecond()).containsEntry(BUCKET, Double.POSITIVE_INFINITY);
    assertThat(lease.bytesPerSecond()).isInfinite();
  }

  /** Twenty requests take a second each, one does not come back for ten. */
  private long settleManyButOne(boolean hedgeable) throws InterruptedException {
    for (int i = 0; i < 21; i++) {
      add("k" + i).get(0).hedgeable = hedgeable;
    }
    List<WorkItem<?>> items = ask(FIRST, 1, 21).items();
    nanos.addAndGet(1_000_000_000L);
    coordinator.answer(
        request(FIRST, 2, 0, items.subList(1, 21).stream().map(item -> done(item.id())).toList()));
    nanos.addAndGet(9_000_000_000L);
    return items.get(0).id();
  }

  @Test
  void saysWhenAllIsDone() {
    assertThat(ask(FIRST, 1, 1).finished()).isFalse();
    coordinator.finish();
    assertThat(ask(FIRST, 2, 1).finished()).isTrue();
  }

  private List<Recorded> add(String... keys) throws InterruptedException {
    List<Recorded> added = new ArrayList<>();
    for (String key : keys) {
      Recorded work = new Recorded(key);
      queue.reserve(1);
      queue.add(work, 1);
      added.add(work);
      works.add(work);
    }
    return added;
  }

  private Lease ask(PumpName pump, long sequence, int room) {
    return coordinator.answer(request(pump, sequence, room, List.of()));
  }

  private Lease askWithSpare(PumpName pump, long sequence, int room, int spare) {
    return askWithRoom(pump, sequence, new Room(room, spare, 1));
  }

  private Lease askWithRoom(PumpName pump, long sequence, Room room) {
    return coordinator.answer(
        new LeaseRequest(
            pump,
            new ExecutorSite("host", "here"),
            sequence,
            room,
            List.of(),
            RequestCounts.NONE,
            Map.of(BUCKET, BucketLoad.NONE)));
  }

  private static LeaseRequest withRoom(PumpName pump, long sequence) {
    return new LeaseRequest(
        pump,
        new ExecutorSite("host", "here"),
        sequence,
        new Room(9, 0, 1 << 30),
        List.of(),
        RequestCounts.NONE,
        Map.of());
  }

  private static LeaseRequest request(
      PumpName pump, long sequence, int room, List<Outcome> outcomes) {
    return new LeaseRequest(
        pump,
        new ExecutorSite("host", "here"),
        sequence,
        new Room(room, 0, 1),
        outcomes,
        RequestCounts.NONE,
        Map.of(BUCKET, BucketLoad.NONE));
  }

  @Test
  void whatPumpsOfOneExecutorReportIsPutTogetherInWhicheverOrderItComes() {
    PumpName other = new PumpName("1", 3);
    RequestCounts earlier = counts(4, 1, 1);
    RequestCounts later = counts(9, 1, 1, 50, 50);

    coordinator.answer(reporting(FIRST, 1, earlier));
    coordinator.answer(reporting(FIRST, 2, later.changedSince(earlier)));
    coordinator.answer(reporting(other, 1, earlier));

    assertThat(coordinator.executors())
        .containsExactly(new ExecutorReport("1", "host", false, later));
    assertThat(later.inFlight()).isEqualTo(5);
  }

  @Test
  void anExecutorThatIsLostIsGoneAndWhatItHasReportedStays() {
    coordinator.answer(reporting(FIRST, 1, counts(4, 1)));

    coordinator.lost("1");

    assertThat(coordinator.executors())
        .containsExactly(new ExecutorReport("1", "host", true, counts(4, 1)));
  }

  private static LeaseRequest reporting(PumpName pump, long sequence, RequestCounts requests) {
    return new LeaseRequest(
        pump,
        new ExecutorSite("host", "here"),
        sequence,
        new Room(0, 0, 0),
        List.of(),
        requests,
        Map.of());
  }

  private static RequestCounts counts(long sent, long... micros) {
    long[] counts = new long[LatencyHistogram.BUCKETS];
    for (long time : micros) {
      counts[LatencyHistogram.bucketOf(time)]++;
    }
    return new RequestCounts(
        Map.of(StoreOperation.COPY_PART, sent),
        0,
        0,
        Map.of(StoreOperation.COPY_PART, LatencyHistogram.of(counts, 50)));
  }

  private static Outcome done(long id) {
    return new Outcome.Done(id, COPIED);
  }

  private static Outcome failed(long id) {
    return new Outcome.Failed(id, FAULT);
  }

  private static List<String> keys(Lease lease) {
    return lease.items().stream()
        .map(
            item ->
                item instanceof PutWork put
                    ? put.put().destination().key()
                    : ((ObjectWork) item).copy().destination().key())
        .toList();
  }

  /** Six thousand bytes to be sent. */
  private record Sending(String key) implements Work<StoredObject> {
    @Override
    public PutWork item(long id) {
      return new PutWork(
          id,
          new ObjectPut(BUCKET.object(key), ObjectMetadata.NONE, DestinationRule.REPLACE),
          new SourceFile(key, new FileState(bytesSent(), 0)));
    }

    @Override
    public long bytesSent() {
      return 6000;
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
    public void done(StoredObject result) {}

    @Override
    public void failed(StoreFault fault) {}

    @Override
    public void dropped() {}
  }

  private static final class Recorded implements Work<StoredObject> {
    private final String key;
    private final List<Object> outcomes = new ArrayList<>();
    private boolean wanted = true;
    private boolean dropped;
    private boolean hedgeable = true;
    private long bytes;
    private Optional<Error> thrown = Optional.empty();

    Recorded(String key) {
      this.key = key;
    }

    @Override
    public ObjectWork item(long id) {
      CopySource source = new CopySource(BUCKET.object(key), ETag.of("e"), Optional.empty());
      return new ObjectWork(
          id,
          new ObjectCopy(source, BUCKET.object(key), Optional.empty(), DestinationRule.REPLACE));
    }

    @Override
    public long bytesSent() {
      return bytes;
    }

    @Override
    public boolean wanted() {
      return wanted;
    }

    @Override
    public boolean hedgeable() {
      return hedgeable;
    }

    @Override
    public void done(StoredObject result) {
      if (thrown.isPresent()) {
        throw thrown.orElseThrow();
      }
      outcomes.add(result);
    }

    @Override
    public void failed(StoreFault fault) {
      outcomes.add(fault);
    }

    @Override
    public void dropped() {
      dropped = true;
    }
  }
}
