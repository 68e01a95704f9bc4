package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableListMultimap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.RandomFaults;
import org.bucketcopy.planner.store.RecordingTimer;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.RetryingStore;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rare faults in the life of an upload. */
final class UploadFaultsTest extends CopyFlow {
  private static final int PARTS = 3;
  private static final int SIZE = 11 * MIB;

  private final ScriptedFaults faults = new ScriptedFaults();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void allFaultsTogetherAreOutlasted(long seed) {
    byte[] big = put("big", 23 * MIB);
    byte[] small = put("small", 100);
    byte[] other = put("other", 37 * MIB);
    RandomFaults dice =
        new RandomFaults(
            seed,
            0.05,
            List.of(
                InjectedFault.THROTTLED,
                InjectedFault.TRANSIENT,
                InjectedFault.LOST_REQUEST,
                InjectedFault.LOST_ANSWER));
    try (RecordingTimer timer = new RecordingTimer()) {
      ObjectStore store =
          new RetryingStore(
              new FaultyStore(memory(), dice),
              RetryPolicy.ofRetries(10),
              timer,
              bound -> bound - 1);

      RunCounts counts = copy(store, "big", "small", "other");

      assertThat(counts.objects().copied()).as(report()).isEqualTo(3);
      assertThat(counts.leftOpen()).isZero();
      assertThat(service.read(B.object("big"))).isEqualTo(big);
      assertThat(service.read(B.object("small"))).isEqualTo(small);
      assertThat(service.read(B.object("other"))).isEqualTo(other);
      assertThat(service.openUploads()).isEmpty();
    }
  }

  /** The starter's, the coordinator's and the settler's threads have nobody that waits for them. */
  @ParameterizedTest
  @EnumSource(names = {"HEAD_OBJECT", "COPY_PART", "COMPLETE", "COPY_OBJECT"})
  void whatKeepsAFailureFromBeingToldEndsTheRun(StoreOperation operation) {
    put("big", SIZE);
    put("small", 100);
    faults.then(operation, InjectedFault.refused(Kind.DENIED), 100);
    Error thrown = new StackOverflowError();
    reportLines =
        () -> {
          throw thrown;
        };

    assertThatIllegalStateException()
        .isThrownBy(() -> copy(new FaultyStore(memory(), faults), "big", "small"))
        .withCauseInstanceOf(InterruptedException.class);

    assertThat(causes(defects)).containsExactly(thrown);
  }

  /** A stage may have wrapped them. */
  private static List<Throwable> causes(List<Throwable> defects) {
    return defects.stream()
        .map(defect -> defect instanceof CompletionException ? defect.getCause() : defect)
        .toList();
  }

  @Test
  void aLostAnswerToInitiateLeavesNothing() {
    byte[] content = put("big", SIZE);
    faults.then(StoreOperation.INITIATE, InjectedFault.LOST_ANSWER, 2);

    RunCounts counts = copy(new FaultyStore(memory(), faults), "big");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
    assertThat(faults.calls(StoreOperation.INITIATE)).isEqualTo(3);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void anUploadOfTheSameKeyThatHoldsPartsIsSomebodyElses() {
    put("big", SIZE);
    UploadHandle theirs = initiate("big");
    CopySource from = new CopySource(A.object("big"), etagOf("big"), Optional.empty());
    memory().copyPart(new PartCopy(theirs, 1, from, new ByteRange(0, 5 * MIB - 1)));
    faults.then(StoreOperation.INITIATE, InjectedFault.LOST_ANSWER);

    RunCounts counts = copy(new FaultyStore(memory(), faults), "big");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.openUploads()).hasSize(1);
    assertThat(memory().parts(theirs).toCompletableFuture().join()).hasSize(1);
  }

  /** The first look comes too early, and the repeated Complete finds no upload. */
  @Test
  void aRetriedCompleteWhoseUploadIsGoneIsSettledByLooking() {
    byte[] content = put("big", SIZE);
    faults.then(StoreOperation.COMPLETE, InjectedFault.LOST_ANSWER);

    RunCounts counts = copy(new FirstLookTooEarly(new FaultyStore(memory(), faults)), "big");

    assertThat(faults.calls(StoreOperation.COMPLETE)).isEqualTo(2);
    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
  }

  private static final class FirstLookTooEarly extends Scripted {
    private final AtomicInteger looks = new AtomicInteger();

    FirstLookTooEarly(ObjectStore store) {
      super(store);
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      boolean early =
          operation == StoreOperation.HEAD_OBJECT
              && target.equals(B.object("big"))
              && looks.incrementAndGet() == 1;
      return early ? fault(Kind.NOT_FOUND, operation) : call.get();
    }
  }

  /** Token and size alone would prove it; the ETag does not. */
  @Test
  void anObjectWithTheTokenButOtherContentIsNotOurs() {
    put("big", SIZE);
    List<ObjectMetadata> marked = new CopyOnWriteArrayList<>();

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              public CompletionStage<UploadHandle> initiate(UploadRequest request) {
                marked.add(request.metadata());
                return super.initiate(request);
              }

              @Override
              protected <T> CompletionStage<T> around(
                  StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
                if (operation != StoreOperation.COMPLETE) {
                  return call.get();
                }
                service.put(B.object("big"), new byte[SIZE], marked.get(0));
                return fault(Kind.UPLOAD_GONE, operation);
              }
            },
            "big");

    assertThat(UploadToken.without(marked.get(0).user())).isNotEqualTo(marked.get(0).user());
    assertThat(counts.objects().copied()).isZero();
    assertThat(counts.objects().failed()).isEqualTo(1);
  }

  @Test
  void aPartThatTheStoreHasLostIsCopiedAgainAlone() {
    byte[] content = put("big", SIZE);
    faults.then(StoreOperation.COMPLETE, InjectedFault.refused(Kind.INVALID_PART));
    AtomicInteger listings = new AtomicInteger();
    ObjectStore forgetful =
        new Scripted(new FaultyStore(memory(), faults)) {
          @Override
          public CompletionStage<List<UploadedPart>> parts(UploadHandle upload) {
            return super.parts(upload)
                .thenApply(
                    parts -> listings.incrementAndGet() == 1 ? parts.subList(1, PARTS) : parts);
          }
        };

    RunCounts counts = copy(forgetful, "big");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(faults.calls(StoreOperation.COPY_PART)).isEqualTo(PARTS + 1);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
  }

  /** Its listing and its Complete contradict what it answered for each part. */
  @Test
  void aStoreThatNeverHoldsThePartsThatItAnsweredForFailsTheObject() {
    put("big", SIZE);
    faults.then(StoreOperation.COMPLETE, InjectedFault.refused(Kind.INVALID_PART), 1000);
    ObjectStore liar =
        new Scripted(new FaultyStore(memory(), faults)) {
          @Override
          public CompletionStage<List<UploadedPart>> parts(UploadHandle upload) {
            return super.parts(upload)
                .thenApply(
                    parts ->
                        parts.stream()
                            .map(p -> new UploadedPart(p.partNumber(), p.etag(), p.size() + 1))
                            .toList());
          }
        };

    RunCounts counts = copy(liar, "big");

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("INVALID_PART");
    assertThat(faults.calls(StoreOperation.COMPLETE)).isEqualTo(5);
    assertThat(faults.calls(StoreOperation.COPY_PART)).isEqualTo(5 * PARTS);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void partsThatAreRefusedThoughTheyAreListedFailTheObject() {
    put("big", SIZE);
    faults.then(StoreOperation.COMPLETE, InjectedFault.refused(Kind.INVALID_PART), 1000);

    RunCounts counts = copy(new FaultyStore(memory(), faults), "big");

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(faults.calls(StoreOperation.COMPLETE)).isEqualTo(5);
    assertThat(faults.calls(StoreOperation.COPY_PART)).isEqualTo(PARTS);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void anUploadThatCannotBeAbortedIsCountedAndReported() {
    put("big", SIZE);
    faults.then(StoreOperation.COPY_PART, InjectedFault.refused(Kind.DENIED), PARTS);
    faults.then(StoreOperation.ABORT, InjectedFault.refused(Kind.DENIED));

    RunCounts counts = copy(new FaultyStore(memory(), faults), "big");

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(counts.leftOpen()).isEqualTo(1);
    assertThat(report()).contains("\"outcome\":\"left-open\"");
    assertThat(service.openUploads()).hasSize(1);
  }

  /** Counts aborts. The first is answered, and nothing is aborted. */
  private StoreDecorator doingNothingFirst(AtomicInteger aborts) {
    return new Scripted(memory()) {
      @Override
      protected <T> CompletionStage<T> around(
          StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
        boolean first = operation == StoreOperation.ABORT && aborts.incrementAndGet() == 1;
        return first ? CompletableFuture.completedStage(null) : call.get();
      }
    };
  }

  /** A part that was being written while the upload was aborted stays. */
  @Test
  void anUploadIsAbortedAgainWhileStragglersLand() {
    UploadHandle upload = initiate("big");
    AtomicInteger aborts = new AtomicInteger();
    put("big", SIZE);
    CopySource from = new CopySource(A.object("big"), etagOf("big"), Optional.empty());
    memory().copyPart(new PartCopy(upload, 1, from, new ByteRange(0, 5 * MIB - 1)));

    new UploadAbort(doingNothingFirst(aborts), RealMachine.TIMER)
        .abort(upload)
        .toCompletableFuture()
        .join();

    assertThat(aborts).hasValue(2);
    assertThat(service.openUploads()).isEmpty();
  }

  /** It holds no part, as one that is gone. */
  @Test
  void anEmptyUploadThatAnAbortHasLeftIsAbortedAgain() {
    UploadHandle upload = initiate("big");
    AtomicInteger aborts = new AtomicInteger();

    new UploadAbort(doingNothingFirst(aborts), RealMachine.TIMER)
        .abort(upload)
        .toCompletableFuture()
        .join();

    assertThat(aborts).hasValue(2);
    assertThat(service.openUploads()).isEmpty();
  }

  /** S3Proxy answers so in place of an error. */
  @Test
  void anEarlierUploadThatIsGoneAndListedEmptyIsNotGoneOnWith() {
    byte[] content = put("big", SIZE);
    UploadHandle gone = initiate("big");
    memory().abort(gone).toCompletableFuture().join();
    ObjectInfo source = info("big");
    earlierUploads =
        ImmutableListMultimap.of(
            B.object("big"),
            new UploadRecord(
                new SourceObject(A.object("big"), source.identity(), Optional.empty()),
                B.object("big"),
                5L * MIB,
                gone.uploadId(),
                freshToken().value()));

    RunCounts counts = copy(new GoneListedEmpty(memory()), "big");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.leftOpen()).isZero();
    assertThat(service.read(B.object("big"))).isEqualTo(content);
    assertThat(service.openUploads()).isEmpty();
  }

  private static final class GoneListedEmpty extends Scripted {
    GoneListedEmpty(ObjectStore store) {
      super(store);
    }

    @Override
    public CompletionStage<List<UploadedPart>> parts(UploadHandle upload) {
      return super.parts(upload)
          .exceptionally(
              failure -> {
                assertThat(StoreException.kindOf(failure)).isEqualTo(Kind.UPLOAD_GONE);
                return List.of();
              });
    }
  }

  private UploadHandle initiate(String key) {
    return memory()
        .initiate(new UploadRequest(B.object(key), ObjectMetadata.NONE, DestinationRule.REPLACE))
        .toCompletableFuture()
        .join();
  }

  private ObjectInfo info(String key) {
    return memory().head(A.object(key), Optional.empty()).toCompletableFuture().join();
  }

  private ETag etagOf(String key) {
    return info(key).identity().etag();
  }
}
