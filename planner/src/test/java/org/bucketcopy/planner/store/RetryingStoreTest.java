package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryingStoreTest {
  private static final RetryPolicy POLICY = new RetryPolicy(3, 100, 500, 800);

  private final ObjectLocation object = new Bucket("memory", "retried").object("key");
  private final byte[] content = new byte[6 << 20];
  private final ScriptedFaults faults = new ScriptedFaults();
  private final MemoryService service = new MemoryService();
  private final RecordingTimer timer = new RecordingTimer();
  private final ObjectStore store =
      new RetryingStore(
          new FaultyStore(new MemoryStore(service, MemoryStore.PROFILE, 10), faults),
          POLICY,
          timer,
          RetryingStoreTest::longest);

  /** Draws the ceilings of the pauses. */
  private static long longest(long bound) {
    return bound - 1;
  }

  @BeforeEach
  void putObject() {
    service.put(object, content, ObjectMetadata.NONE);
  }

  @AfterEach
  void stopTimer() {
    timer.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = StoreFault.Kind.class,
      names = {"THROTTLED", "TRANSIENT", "UNKNOWN"})
  void passingFaultsAreOutlasted(StoreFault.Kind kind) {
    faults.then(StoreOperation.HEAD_OBJECT, InjectedFault.refused(kind), 3);
    assertThat(Calls.done(store.head(object, Optional.empty())).size()).isEqualTo(content.length);
    assertThat(faults.calls(StoreOperation.HEAD_OBJECT)).isEqualTo(4);
    assertThat(timer.pauses()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = StoreFault.Kind.class,
      names = {"THROTTLED", "TRANSIENT", "UNKNOWN"},
      mode = EnumSource.Mode.EXCLUDE)
  void finalFaultsAreNotRepeated(StoreFault.Kind kind) {
    faults.then(StoreOperation.HEAD_OBJECT, InjectedFault.refused(kind));
    assertThat(Calls.fault(store.head(object, Optional.empty())).kind()).isEqualTo(kind);
    assertThat(faults.calls(StoreOperation.HEAD_OBJECT)).isEqualTo(1);
    assertThat(timer.pauses()).isEmpty();
  }

  @Test
  void callIsGivenUpAfterItsRetries() {
    faults.then(StoreOperation.HEAD_OBJECT, InjectedFault.TRANSIENT, 9);
    StoreFault fault = Calls.fault(store.head(object, Optional.empty()));
    assertThat(fault.kind()).isEqualTo(StoreFault.Kind.TRANSIENT);
    assertThat(fault.operation()).isEqualTo(StoreOperation.HEAD_OBJECT);
    assertThat(faults.calls(StoreOperation.HEAD_OBJECT)).isEqualTo(4);
  }

  @Test
  void whatACallThrowsFailsIt() {
    StackOverflowError thrown = new StackOverflowError();
    ObjectStore broken = throwing(() -> thrown);

    StoreFault fault = Calls.fault(broken.head(object, Optional.empty()));

    assertThat(fault.kind()).isEqualTo(StoreFault.Kind.DEFECT);
    assertThat(fault.message()).contains("StackOverflowError");
  }

  @Test
  void whatARepeatedCallThrowsOnTheTimersThreadFailsIt() {
    AtomicInteger calls = new AtomicInteger();
    ObjectStore broken =
        throwing(
            () ->
                calls.incrementAndGet() == 1
                    ? new StoreException(
                        StoreFault.found(
                            StoreFault.Kind.TRANSIENT, StoreOperation.HEAD_OBJECT, object, ""))
                    : new OutOfMemoryError("scripted"));

    StoreFault fault = Calls.fault(broken.head(object, Optional.empty()));

    assertThat(fault.kind()).isEqualTo(StoreFault.Kind.DEFECT);
    assertThat(fault.message()).contains("scripted");
    assertThat(calls).hasValue(2);
  }

  /** A store whose calls throw, in place of failing. */
  private ObjectStore throwing(Supplier<Throwable> thrown) {
    ObjectStore memory = new MemoryStore(service, MemoryStore.PROFILE, 10);
    return new RetryingStore(
        new StoreDecorator(memory) {
          @Override
          protected <T> CompletionStage<T> around(
              StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
            Throwable failure = thrown.get();
            if (failure instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) failure;
          }
        },
        POLICY,
        timer,
        RetryingStoreTest::longest);
  }

  @Test
  void callThatIsThrottledForLongIsNotGivenUp() {
    faults.then(StoreOperation.HEAD_OBJECT, InjectedFault.THROTTLED, 100);
    faults.then(StoreOperation.HEAD_OBJECT, InjectedFault.TRANSIENT, 3);
    assertThat(Calls.done(store.head(object, Optional.empty())).size()).isEqualTo(content.length);
    assertThat(faults.calls(StoreOperation.HEAD_OBJECT)).isEqualTo(104);
  }

  @Test
  void pausesAreDrawnUpToTheirCeilings() {
    faults.then(StoreOperation.READ_TAGS, InjectedFault.TRANSIENT, 3);
    Calls.done(store.tags(object, Optional.empty()));
    faults.then(StoreOperation.READ_TAGS, InjectedFault.THROTTLED, 3);
    Calls.done(store.tags(object, Optional.empty()));

    assertThat(timer.pauses()).containsExactly(100L, 200L, 400L, 500L, 800L, 800L);
  }

  @ParameterizedTest
  @EnumSource(
      value = StoreOperation.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"COMPLETE", "INITIATE"})
  void aLostAnswerIsAskedForAgain(StoreOperation operation) {
    UploadHandle upload = initiated();
    faults.then(operation, InjectedFault.LOST_ANSWER);
    int before = faults.calls(operation);

    make(operation, upload);

    assertThat(faults.calls(operation) - before).isEqualTo(2);
  }

  @Test
  void aCompleteOfUnknownOutcomeIsTheCallersToSettle() {
    UploadHandle upload = initiated();
    UploadedPart part = Calls.done(store.copyPart(firstPart(upload)));
    faults.then(StoreOperation.COMPLETE, InjectedFault.LOST_ANSWER);

    assertThat(Calls.fault(store.complete(completion(upload, part))).kind())
        .isEqualTo(StoreFault.Kind.UNKNOWN);

    assertThat(service.openUploads()).isEmpty();
    assertThat(faults.calls(StoreOperation.COMPLETE)).isEqualTo(1);
  }

  @Test
  void anInitiateOfUnknownOutcomeIsTheCallersToSettle() {
    faults.then(StoreOperation.INITIATE, InjectedFault.LOST_ANSWER);

    assertThat(Calls.fault(store.initiate(request())).kind()).isEqualTo(StoreFault.Kind.UNKNOWN);

    assertThat(service.openUploads()).hasSize(1);
    assertThat(faults.calls(StoreOperation.INITIATE)).isEqualTo(1);
  }

  @Test
  void completeIsRepeatedWhenNothingWasDone() {
    UploadHandle upload = initiated();
    UploadedPart part = Calls.done(store.copyPart(firstPart(upload)));
    faults.then(StoreOperation.COMPLETE, InjectedFault.THROTTLED, 2);
    Calls.done(store.complete(completion(upload, part)));
    assertThat(faults.calls(StoreOperation.COMPLETE)).isEqualTo(3);
  }

  @Test
  void aQuickCallWithoutAnAnswerIsMadeAgainWithMorePatienceEachTime() {
    faults.then(StoreOperation.HEAD_OBJECT, InjectedFault.SILENCE, 2);

    ObjectInfo found = Calls.done(store.head(object, Optional.empty()));

    assertThat(found.size()).isEqualTo(content.length);
    assertThat(faults.calls(StoreOperation.HEAD_OBJECT)).isEqualTo(3);
    assertThat(timer.pauses()).hasSize(4).contains(15_000L, 30_000L);
  }

  @Test
  void theLastTryOfAQuickCallHasAllTheTime() {
    faults.then(StoreOperation.HEAD_OBJECT, InjectedFault.SILENCE, POLICY.retries() + 1);

    CompletableFuture<ObjectInfo> look = store.head(object, Optional.empty()).toCompletableFuture();

    await(() -> faults.calls(StoreOperation.HEAD_OBJECT) == POLICY.retries() + 1);
    assertThat(look).isNotDone();
    assertThat(timer.getQueue()).isEmpty();
  }

  @Test
  void aLateAnswerCounts() {
    CompletableFuture<BucketInfo> late = new CompletableFuture<>();
    AtomicInteger calls = new AtomicInteger();
    StoreDecorator slow =
        new StoreDecorator(store) {
          @Override
          @SuppressWarnings("unchecked")
          protected <T> CompletionStage<T> around(
              StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
            return calls.incrementAndGet() == 1
                ? (CompletionStage<T>) late
                : new CompletableFuture<>();
          }
        };
    CompletableFuture<BucketInfo> look =
        new RetryingStore(slow, POLICY, timer, RetryingStoreTest::longest)
            .bucket(object.bucket())
            .toCompletableFuture();
    await(() -> calls.get() == POLICY.retries() + 1);

    BucketInfo answer = Calls.done(store.bucket(object.bucket()));
    late.complete(answer);

    assertThat(look).isCompletedWithValue(answer);
  }

  @Test
  void aCopyMayBeSilentForAsLongAsItTakes() {
    UploadHandle upload = initiated();
    faults.then(StoreOperation.COPY_PART, InjectedFault.SILENCE);
    faults.then(StoreOperation.COMPLETE, InjectedFault.SILENCE);

    CompletableFuture<UploadedPart> copy = store.copyPart(firstPart(upload)).toCompletableFuture();
    UploadedPart part = Calls.done(store.copyPart(firstPart(upload)));
    CompletableFuture<StoredObject> complete =
        store.complete(completion(upload, part)).toCompletableFuture();

    assertThat(timer.pauses()).isEmpty();
    assertThat(copy).isNotDone();
    assertThat(complete).isNotDone();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private void make(StoreOperation operation, UploadHandle upload) {
    ObjectPrefix prefix = new ObjectPrefix(object.bucket(), "");
    switch (operation) {
      case HEAD_BUCKET -> Calls.done(store.bucket(object.bucket()));
      case LIST_OBJECTS -> Calls.done(store.list(prefix, Optional.empty()));
      case HEAD_OBJECT -> Calls.done(store.head(object, Optional.empty()));
      case READ_TAGS -> Calls.done(store.tags(object, Optional.empty()));
      case WRITE_TAGS -> Calls.done(store.writeTags(object, Map.of()));
      case COPY_OBJECT ->
          Calls.done(
              store.copyObject(
                  new ObjectCopy(
                      source(),
                      object.bucket().object("whole"),
                      Optional.empty(),
                      DestinationRule.REPLACE)));
      case COPY_PART -> Calls.done(store.copyPart(firstPart(upload)));
      case LIST_PARTS -> Calls.done(store.parts(upload));
      case LIST_UPLOADS -> Calls.done(store.openUploads(prefix));
      case ABORT -> Calls.done(store.abort(upload));
      case DELETE_OBJECT -> Calls.done(store.delete(object.bucket().object("absent"), identity()));
      case PUT_OBJECT ->
          Calls.done(
              store
                  .writer()
                  .put(
                      new ObjectPut(
                          object.bucket().object("put"),
                          ObjectMetadata.NONE,
                          DestinationRule.REPLACE),
                      new BodyContract.Sent(content)));
      case UPLOAD_PART ->
          Calls.done(
              store.writer().uploadPart(new PartUpload(upload, 1), new BodyContract.Sent(content)));
      case READ_ATTRIBUTES ->
          assertThat(Calls.done(store.inspector().partsAfter(object, Optional.empty(), 0)).parts())
              .isEmpty();
      case READ_RANGE ->
          assertThat(Calls.done(store.reader().read(source(), new ByteRange(0, 0)))).isNotEmpty();
      case DELETE_OBJECTS ->
          assertThat(Calls.done(store.deleter().delete(object.bucket(), Set.of("absent"))))
              .isEmpty();
      case COMPLETE, INITIATE -> throw new AssertionError("is never repeated");
    }
  }

  private CopySource source() {
    return new CopySource(object, identity().etag(), Optional.empty());
  }

  private ObjectIdentity identity() {
    return Calls.done(store.head(object, Optional.empty())).identity();
  }

  private UploadHandle initiated() {
    return Calls.done(store.initiate(request()));
  }

  private UploadRequest request() {
    return new UploadRequest(
        object.bucket().object("copy"), ObjectMetadata.NONE, DestinationRule.REPLACE);
  }

  private PartCopy firstPart(UploadHandle upload) {
    return new PartCopy(upload, 1, source(), new ByteRange(0, content.length - 1));
  }

  private static UploadCompletion completion(UploadHandle upload, UploadedPart part) {
    return new UploadCompletion(
        upload, List.of(part), ObjectMetadata.NONE, DestinationRule.REPLACE);
  }
}
