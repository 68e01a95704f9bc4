package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.pace.BucketLoad;
import org.bucketcopy.planner.pace.RequestBudget;
import org.bucketcopy.planner.store.CopiedObject;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

final class LeaseDeskTest {
  private static final PumpName FIRST = new PumpName("1", 1);
  private static final PumpName SECOND = new PumpName("2", 2);

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
  private final RequestBudget budget = RequestBudget.adaptive(clock);
  private final LeaseDesk desk = new LeaseDesk(queue, budget, clock, defects::add);

  @Test
  void givesNoMoreThanThereIsRoomFor() throws InterruptedException {
    add("a", "b", "c");

    assertThat(keys(ask(FIRST, 1, 2))).containsExactly("a", "b");
    assertThat(keys(ask(FIRST, 2, 2))).containsExactly("c");
    assertThat(desk.leased()).isEqualTo(3);
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

    desk.lost("1");

    assertThat(ask(SECOND, 1, 5).items()).isEqualTo(lost.items());
  }

  @Test
  void workOfASilentPumpIsGivenToAnother() throws InterruptedException {
    add("a");
    ask(FIRST, 1, 1);
    desk.takeBackFromSilentPumps();
    assertThat(keys(ask(SECOND, 1, 5))).isEmpty();

    nanos.addAndGet(LeaseDesk.SILENCE_NANOS + 1);
    desk.takeBackFromSilentPumps();

    assertThat(keys(ask(SECOND, 2, 5))).containsExactly("a");
  }

  @Test
  void theFirstOfTwoOutcomesCounts() throws InterruptedException {
    Recorded work = add("a").get(0);
    long id = ask(FIRST, 1, 1).items().get(0).id();
    desk.lost("1");
    ask(SECOND, 1, 1);

    desk.answer(request(FIRST, 2, 0, List.of(done(id))));
    desk.answer(request(SECOND, 2, 0, List.of(done(id))));

    assertThat(work.outcomes).hasSize(1);
    assertThat(desk.leased()).isZero();
  }

  @Test
  void anOutcomeThatArrivesWhileTheWorkWaitsForAnotherPumpCounts() throws InterruptedException {
    Recorded work = add("a").get(0);
    long id = ask(FIRST, 1, 1).items().get(0).id();
    desk.lost("1");

    desk.answer(request(FIRST, 2, 0, List.of(done(id))));

    assertThat(work.outcomes).hasSize(1);
    assertThat(keys(ask(SECOND, 1, 1))).isEmpty();
  }

  @Test
  void workThatNobodyWantsAnyMoreIsDropped() throws InterruptedException {
    Recorded work = add("a").get(0);
    ask(FIRST, 1, 1);
    work.wanted = false;

    desk.lost("1");

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

    desk.answer(request(SECOND, 2, 0, List.of(failed(straggler))));
    assertThat(works.get(0).outcomes).isEmpty();
    nanos.addAndGet(9_000_000_000L);
    assertThat(ask(SECOND, 3, 5).items()).as("not hedged again").isEmpty();
    desk.answer(request(FIRST, 3, 0, List.of(done(straggler))));

    assertThat(works.get(0).outcomes).containsExactly(done(straggler));
  }

  @Test
  void aFailureCountsOnceTheOtherRequestsExecutorIsLost() throws InterruptedException {
    long straggler = settleManyButOne(true);
    ask(SECOND, 1, 5);
    desk.answer(request(SECOND, 2, 0, List.of(failed(straggler))));

    desk.lost("1");

    assertThat(works.get(0).outcomes).containsExactly(failed(straggler));
    assertThat(ask(SECOND, 3, 5).items()).isEmpty();
    assertThat(desk.leased()).isZero();
  }

  @Test
  void theLastRequestsFailureCountsIfTheFirstOnesExecutorWasLost() throws InterruptedException {
    long straggler = settleManyButOne(true);
    ask(SECOND, 1, 5);
    desk.lost("1");
    nanos.addAndGet(9_000_000_000L);

    desk.answer(request(SECOND, 2, 0, List.of(failed(straggler))));

    assertThat(works.get(0).outcomes).containsExactly(failed(straggler));
    assertThat(ask(SECOND, 3, 5).items()).isEmpty();
    assertThat(desk.leased()).isZero();
  }

  @Test
  void workIsNotTakenBackWhileAnotherPumpHasIt() throws InterruptedException {
    long straggler = settleManyButOne(true);
    ask(SECOND, 1, 5);

    desk.lost("2");

    nanos.addAndGet(1);
    assertThat(ask(new PumpName("3", 3), 1, 5).items()).isEmpty();
    desk.answer(request(FIRST, 3, 0, List.of(done(straggler))));
    assertThat(works.get(0).outcomes).containsExactly(done(straggler));
  }

  @Test
  void anOlderRequestThatArrivesLateGetsNothing() throws InterruptedException {
    ask(FIRST, 1, 0);
    ask(FIRST, 2, 0);
    Recorded work = add("a").get(0);

    assertThat(ask(FIRST, 1, 1).items()).isEmpty();

    assertThat(desk.leased()).isZero();
    assertThat(ask(FIRST, 3, 1).items()).containsExactly(work.item(0));
  }

  @Test
  void aRequestThatWasAnsweredGetsNothingElseAfterItsPumpWasGivenUp() throws InterruptedException {
    add("a", "b");
    ask(FIRST, 1, 1);
    nanos.addAndGet(LeaseDesk.SILENCE_NANOS + 1);
    desk.takeBackFromSilentPumps();

    assertThat(ask(FIRST, 1, 1).items()).isEmpty();

    assertThat(keys(ask(FIRST, 2, 2))).containsExactly("a", "b");
  }

  @Test
  void aPumpThatComesBackIsGivenUpAgainOnlyAfterAnotherSilence() throws InterruptedException {
    ask(FIRST, 1, 0);
    nanos.addAndGet(LeaseDesk.SILENCE_NANOS + 1);
    desk.takeBackFromSilentPumps();
    add("a");
    ask(FIRST, 2, 1);

    desk.takeBackFromSilentPumps();
    assertThat(ask(SECOND, 1, 1).items()).isEmpty();
    nanos.addAndGet(LeaseDesk.SILENCE_NANOS + 1);
    desk.takeBackFromSilentPumps();
    assertThat(keys(ask(SECOND, 2, 1))).containsExactly("a");
  }

  @Test
  void workThatNobodyWantsWhenItIsToBeGivenAgainIsDropped() throws InterruptedException {
    Recorded work = add("a").get(0);
    ask(FIRST, 1, 1);
    desk.lost("1");
    work.wanted = false;

    assertThat(ask(SECOND, 1, 1).items()).isEmpty();

    assertThat(work.dropped).isTrue();
    assertThat(desk.leased()).isZero();
  }

  @Test
  void theEndDoesNotWaitForWorkThatNoPumpHas() throws InterruptedException {
    add("a");
    ask(FIRST, 1, 1);
    desk.giveNoMore();
    desk.lost("1");

    desk.awaitAnswers(Long.MAX_VALUE / 1_000_000);

    assertThat(desk.leased()).isOne();
  }

  @Test
  void whatTheTakingOfAnOutcomeThrowsIsTold() throws InterruptedException {
    List<Recorded> works = add("a", "b");
    List<WorkItem> items = ask(FIRST, 1, 2).items();
    works.get(0).thrown = Optional.of(new StackOverflowError());

    Lease lease =
        desk.answer(
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
    budget.share("1", new BucketLoad(30, 9, 1));

    assertThat(ask(SECOND, 1, 5).items()).isEmpty();

    nanos.addAndGet(9_000_000_000L);
    assertThat(ask(SECOND, 2, 5).items()).hasSize(1);
  }

  @Test
  void executorsShareTheBudget() {
    LeaseDesk limited = new LeaseDesk(queue, RequestBudget.below(100, clock), clock, defects::add);

    assertThat(limited.answer(request(FIRST, 1, 1, List.of())).requestsPerSecond()).isEqualTo(100);
    limited.answer(request(SECOND, 1, 1, List.of()));
    assertThat(limited.answer(request(FIRST, 2, 1, List.of())).requestsPerSecond()).isEqualTo(50);
    assertThat(limited.answer(request(SECOND, 2, 1, List.of())).requestsPerSecond()).isEqualTo(50);

    limited.lost("1");
    assertThat(limited.answer(request(SECOND, 3, 1, List.of())).requestsPerSecond()).isEqualTo(100);
  }

  @Test
  void withoutABoundThereIsNoRate() {
    assertThat(ask(FIRST, 1, 1).requestsPerSecond()).isInfinite();
  }

  /** Twenty requests take a second each, one does not come back for ten. */
  private long settleManyButOne(boolean hedgeable) throws InterruptedException {
    for (int i = 0; i < 21; i++) {
      add("k" + i).get(0).hedgeable = hedgeable;
    }
    List<WorkItem> items = ask(FIRST, 1, 21).items();
    nanos.addAndGet(1_000_000_000L);
    desk.answer(
        request(FIRST, 2, 0, items.subList(1, 21).stream().map(item -> done(item.id())).toList()));
    nanos.addAndGet(9_000_000_000L);
    return items.get(0).id();
  }

  @Test
  void saysWhenAllIsDone() {
    assertThat(ask(FIRST, 1, 1).finished()).isFalse();
    desk.finish();
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
    return desk.answer(request(pump, sequence, room, List.of()));
  }

  private Lease askWithSpare(PumpName pump, long sequence, int room, int spare) {
    return desk.answer(
        new LeaseRequest(
            pump, "here", sequence, room, spare, List.of(), RequestCounts.NONE, BucketLoad.NONE));
  }

  private static LeaseRequest request(
      PumpName pump, long sequence, int room, List<Outcome> outcomes) {
    return new LeaseRequest(
        pump, "here", sequence, room, 0, outcomes, RequestCounts.NONE, BucketLoad.NONE);
  }

  private static Outcome done(long id) {
    return new Outcome.ObjectCopied(
        id, new CopiedObject(ETag.of("e"), Optional.empty(), Optional.empty()));
  }

  private static Outcome failed(long id) {
    return new Outcome.Failed(
        id, StoreFault.found(Kind.DENIED, StoreOperation.COPY_PART, "t", "scripted"));
  }

  private static List<String> keys(Lease lease) {
    return lease.items().stream()
        .map(item -> ((WorkItem.ObjectWork) item).copy().destination().key())
        .toList();
  }

  private static final class Recorded implements Work {
    private final String key;
    private final List<Outcome> outcomes = new ArrayList<>();
    private boolean wanted = true;
    private boolean dropped;
    private boolean hedgeable = true;
    private Optional<Error> thrown = Optional.empty();

    Recorded(String key) {
      this.key = key;
    }

    @Override
    public WorkItem item(long id) {
      Bucket bucket = new Bucket("s3", "b");
      CopySource source = new CopySource(bucket.object(key), ETag.of("e"), Optional.empty());
      return new WorkItem.ObjectWork(
          id,
          new ObjectCopy(source, bucket.object(key), Optional.empty(), DestinationRule.REPLACE));
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
    public void answered(Outcome outcome) {
      if (thrown.isPresent()) {
        throw thrown.orElseThrow();
      }
      outcomes.add(outcome);
    }

    @Override
    public void dropped() {
      dropped = true;
    }
  }
}
