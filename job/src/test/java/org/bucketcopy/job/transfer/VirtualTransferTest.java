package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableListMultimap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.bucketcopy.job.dispatch.Work;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.StoresAndFiles;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.MemoryFiles;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Machine;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.Test;

/** The pauses on the way of one object, in virtual time: nobody waits for them. */
final class VirtualTransferTest extends CopyFlow {
  private static final int SIZE = 12 * MIB;
  private static final int SEED = 1;

  private final VirtualTime time = new VirtualTime();
  private final Machine machine = time.machine(SEED);
  private final ScheduledExecutorService timer = machine.threads().named("pause");
  private final ScriptedFaults faults = new ScriptedFaults();
  private final ObjectStore store = new FaultyStore(new DeafToAborts(memory()), faults);
  private final WorkQueue queue = new WorkQueue();
  private final ByteArrayOutputStream report = new ByteArrayOutputStream();
  private final Results results =
      new Results(new Report(Optional.of(() -> report)), failed -> {}, defects::add);
  private final TransferRun run =
      new TransferRun(
          () -> UploadToken.fresh(RUN_ID, machine.random()),
          queue,
          UploadJournal.NONE,
          results,
          timer);
  private final UploadSettler settler = new UploadSettler(store, run);
  private final UploadStarter starter =
      new UploadStarter(
          store,
          new EarlierUploads(store, ImmutableListMultimap.of(), run),
          new OrphanedUploads(store, UploadJournal.NONE, List.of(), machine.clock(), timer),
          settler,
          run);

  @Test
  void anAbortThatLeavesPartsIsMadeFiveTimes() {
    ActiveUpload upload = started();
    faults.then(StoreOperation.COPY_PART, InjectedFault.refused(Kind.DENIED));

    copy(upload);
    time.await(settler.allEnded()).join();

    assertThat(faults.calls(StoreOperation.ABORT)).isEqualTo(5);
    assertThat(time.passed()).hasMillis(500 + 1000 + 1500 + 2000);
    assertThat(results.counts().objects().failed()).isEqualTo(1);
    assertThat(results.counts().leftOpen()).isEqualTo(1);
    assertThat(report.toString(StandardCharsets.UTF_8)).contains("\"left-open\"");
  }

  @Test
  void aCompleteWhoseAnswersAreLostIsSentTwelveTimes() {
    ActiveUpload upload = started();
    faults.then(StoreOperation.COMPLETE, InjectedFault.LOST_REQUEST, 11);

    copy(upload);
    time.await(settler.allEnded()).join();

    assertThat(faults.calls(StoreOperation.COMPLETE)).isEqualTo(12);
    assertThat(time.passed()).hasMillis(63 * 100 + 5 * 5000);
    assertThat(results.counts().objects().copied()).isEqualTo(1);
    assertThat(head("big").size()).isEqualTo(SIZE);
  }

  @Test
  void anInitiateWhoseAnswersAreLostIsSentEightTimesWithTokensOfTheSeed() {
    faults.then(StoreOperation.INITIATE, InjectedFault.LOST_ANSWER, 7);

    ActiveUpload upload = started();

    assertThat(time.passed()).hasMillis(28 * 200);
    Machine same = new VirtualTime().machine(SEED);
    for (int i = 1; i < 8; i++) {
      same.freshId();
    }
    assertThat(upload.plan().token()).isEqualTo(UploadToken.fresh(RUN_ID, same.random()));
  }

  @Test
  void aCompletionUnderWayCanBeWaitedFor() {
    ActiveUpload upload = started();
    assertThat(settler.allCompleted()).isCompleted();
    faults.then(StoreOperation.COMPLETE, InjectedFault.LOST_REQUEST, 1);

    copy(upload);
    CompletableFuture<Void> completed = settler.allCompleted().toCompletableFuture();

    assertThat(completed).isNotDone();
    time.await(completed).join();
    assertThat(results.counts().objects().copied()).isEqualTo(1);
  }

  private ActiveUpload started() {
    put("big", SIZE);
    ObjectInfo info = memory().head(A.object("big"), Optional.empty()).toCompletableFuture().join();
    CopyPair pair =
        new CopyPair(
            new SourceObject(A.object("big"), info.identity(), Optional.empty()),
            B.object("big"),
            Optional.empty());
    PlannedUpload plan =
        new PlannedUpload(
            new ObjectOrigin(store, pair, info, EtagRule.ANY),
            new PartLayout(SIZE, 5 * MIB),
            DestinationRule.REPLACE,
            Tagging.under(tags),
            UploadAttempt.first(run.tokens().get()));
    results.planned(SIZE);
    return time.await(starter.start(plan)).join();
  }

  /** As an executor does, one part after the other. */
  private void copy(ActiveUpload upload) {
    queue.announce(upload.missing());
    settler.begin(upload);
    queue.take(upload.missing(), Long.MAX_VALUE, Long.MAX_VALUE, "here").forEach(this::run);
  }

  private <R> void run(Work<R> work) {
    WorkItem<R> item = work.item(1);
    item.run(new StoresAndFiles(bucket -> store, new MemoryFiles(), Runnable::run))
        .<Outcome>thenApply(made -> new Outcome.Done(1, made))
        .exceptionally(
            failure ->
                new Outcome.Failed(
                    1, StoreException.faultOf(failure, StoreOperation.COPY_PART, "part")))
        .thenAccept(outcome -> outcome.handTo(work, item))
        .toCompletableFuture()
        .join();
  }

  /** Says that it has aborted, and has not. */
  private static final class DeafToAborts extends Scripted {
    DeafToAborts(ObjectStore store) {
      super(store);
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      return operation == StoreOperation.ABORT
          ? CompletableFuture.completedStage(null)
          : call.get();
    }
  }
}
