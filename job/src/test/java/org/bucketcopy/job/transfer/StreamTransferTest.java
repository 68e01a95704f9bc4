package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.StreamLayout;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.RetryingStore;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams on their way into a store in memory, whose parts have 5 MiB or more. */
final class StreamTransferTest {
  private static final int MIB = 1 << 20;
  private static final int PART = 5 * MIB;
  private static final long MEMORY = 4L * PART;
  private static final Bucket B = new Bucket("s3", "b");
  private static final ObjectLocation OBJECT = B.object("x/stream");
  private static final StreamLayout LAYOUT =
      new StreamLayout(PART, PART, 10_000, MemoryStore.PROFILE.limits().maxObjectSize());

  private final MemoryService service = new MemoryService();
  private final ScriptedFaults faults = new ScriptedFaults();
  private final Results results =
      new Results(new Report(Optional.empty()), failed -> {}, defect -> {});
  private final ExecutorService thread = RealMachine.MACHINE.threads().named("test-stream");
  private StreamLayout layout = LAYOUT;
  private DestinationRule rule = DestinationRule.REPLACE;

  StreamTransferTest() {
    service.create(B);
  }

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  private ObjectStore store() {
    return new RetryingStore(
        new FaultyStore(new MemoryStore(service, MemoryStore.PROFILE, 1000), faults),
        new RetryPolicy(3, 1, 1, 1),
        RealMachine.TIMER,
        bound -> 0);
  }

  private StreamTransfer transfer(ObjectStore store, InputStream in) {
    return new StreamTransfer(
        store,
        new StreamedObject(OBJECT, CopyFlow.METADATA, rule),
        new StreamTransfer.Source(in, layout, MEMORY, 3, thread),
        new StreamTransfer.Run(
            CopyFlow::freshToken, results, RealMachine.TIMER, InstantSource.system()));
  }

  private StreamTransfer sent(InputStream in) throws InterruptedException {
    StreamTransfer transfer = transfer(store(), in);
    transfer.run();
    return transfer;
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private void assertMade(byte[] content) {
    assertThat(service.read(OBJECT)).isEqualTo(content);
    assertThat(service.openUploads()).isEmpty();
    RunCounts counts = results.counts();
    assertThat(counts.objects().planned()).isEqualTo(1);
    assertThat(counts.objects().copied()).isEqualTo(1);
    assertThat(counts.bytes().copied()).isEqualTo(content.length);
    assertThat(counts.bytes().planned()).isEqualTo(content.length);
    assertThat(counts.leftOpen()).isZero();
  }

  private void assertNothingMade(StreamTransfer transfer, String why) {
    assertThat(transfer.failure().orElseThrow().toString()).contains(why);
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
    assertThat(service.openUploads()).isEmpty();
    assertThat(results.counts().objects().failed()).isEqualTo(1);
    assertThat(results.counts().leftOpen()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300_000, PART - 1})
  void whatIsSmallerThanAPartIsOneCall(int size) throws InterruptedException {
    byte[] content = content(size);

    StreamTransfer transfer = sent(new ByteArrayInputStream(content));

    assertThat(transfer.failure()).isEmpty();
    assertMade(content);
    assertThat(faults.calls(StoreOperation.PUT_OBJECT)).isEqualTo(1);
    assertThat(faults.calls(StoreOperation.INITIATE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {PART, PART + 1, 2 * PART, 8 * PART + 3})
  void whatIsLargerIsSentByParts(int size) throws InterruptedException {
    byte[] content = content(size);

    sent(new ByteArrayInputStream(content));

    assertMade(content);
    assertThat(faults.calls(StoreOperation.PUT_OBJECT)).isZero();
    assertThat(faults.calls(StoreOperation.UPLOAD_PART)).isEqualTo((size + PART - 1) / PART);
    assertThat(results.counts().parts()).isEqualTo((size + PART - 1) / PART);
    ObjectMetadata carried =
        store().head(OBJECT, Optional.empty()).toCompletableFuture().join().metadata();
    assertThat(carried.headers()).isEqualTo(CopyFlow.METADATA.headers());
    assertThat(UploadToken.without(carried.user())).isEqualTo(CopyFlow.METADATA.user());
    assertThat(store().tags(OBJECT, Optional.empty()).toCompletableFuture().join())
        .isEqualTo(CopyFlow.METADATA.tags());
  }

  @Test
  void partsAreCutAsTheLayoutSays() throws InterruptedException {
    layout = new StreamLayout(PART, PART, 3, 2L * PART + 7);
    byte[] content = content(2 * PART + 7);

    sent(new ByteArrayInputStream(content));

    assertMade(content);
    assertThat(results.counts().parts()).isEqualTo(3);
  }

  @Test
  void aStreamThatIsTooLongFailsAndLeavesNothing() throws InterruptedException {
    layout = new StreamLayout(PART, PART, 2, MemoryStore.PROFILE.limits().maxObjectSize());

    StreamTransfer transfer = sent(new ByteArrayInputStream(content(2 * PART + 1)));

    assertNothingMade(transfer, "longer than " + 2 * PART + " bytes");
  }

  @Test
  void whatIsSentAgainHasTheKeptBytes() throws InterruptedException {
    byte[] content = content(6 * PART + 9);
    faults
        .then(StoreOperation.UPLOAD_PART, InjectedFault.TRANSIENT, 2)
        .then(StoreOperation.UPLOAD_PART, InjectedFault.LOST_ANSWER, 2)
        .then(
            StoreOperation.UPLOAD_PART,
            new InjectedFault(Kind.CORRUPT, InjectedFault.Moment.AFTER_THE_WORK));

    sent(new ByteArrayInputStream(content));

    assertMade(content);
    assertThat(faults.calls(StoreOperation.UPLOAD_PART)).isEqualTo(7 + 5);
  }

  @Test
  void aPartThatFailsForGoodEndsItWhileTheStreamWaits() throws Exception {
    faults.then(StoreOperation.UPLOAD_PART, InjectedFault.refused(Kind.DENIED));
    try (PipedOutputStream feed = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(feed, 2 * PART)) {
      feed.write(content(PART + 1));
      feed.flush();

      assertNothingMade(sent(in), "DENIED");
    }
  }

  /** A stream that throws behind its bytes. */
  private static InputStream broken(int size) {
    return new SequenceInputStream(
        new ByteArrayInputStream(content(size)),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the other end is gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int most) throws IOException {
            return read();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, PART, 3 * PART + 10})
  void aStreamThatBreaksOffLeavesNothing(int size) throws InterruptedException {
    assertNothingMade(sent(broken(size)), "the other end is gone");
  }

  @Test
  void anUploadThatCannotBeAbortedIsCounted() throws InterruptedException {
    faults.then(StoreOperation.ABORT, InjectedFault.refused(Kind.DENIED));

    StreamTransfer transfer = sent(broken(2 * PART));

    assertThat(transfer.failure()).isPresent();
    assertThat(results.counts().leftOpen()).isEqualTo(1);
    assertThat(transfer.giveUp()).isZero();
    assertThat(service.openUploads()).hasSize(1);
  }

  @Test
  void lostAnswersLeaveNothing() throws InterruptedException {
    faults.then(StoreOperation.INITIATE, InjectedFault.LOST_ANSWER, 2);
    faults.then(StoreOperation.COMPLETE, InjectedFault.LOST_ANSWER);
    byte[] content = content(2 * PART + 1);

    sent(new ByteArrayInputStream(content));

    assertMade(content);
  }

  @Test
  void aSmallStreamThatArrivesAsOtherBytesIsSentOnceMore() throws InterruptedException {
    InjectedFault corrupt = new InjectedFault(Kind.CORRUPT, InjectedFault.Moment.AFTER_THE_WORK);
    faults.then(StoreOperation.PUT_OBJECT, corrupt);
    byte[] content = content(100);

    sent(new ByteArrayInputStream(content));

    assertMade(content);
    assertThat(faults.calls(StoreOperation.PUT_OBJECT)).isEqualTo(2);
  }

  @Test
  void aSmallStreamThatNeverArrivesLeavesNothing() throws InterruptedException {
    InjectedFault corrupt = new InjectedFault(Kind.CORRUPT, InjectedFault.Moment.AFTER_THE_WORK);
    faults.then(StoreOperation.PUT_OBJECT, corrupt, 2);

    assertNothingMade(sent(new ByteArrayInputStream(content(100))), "CORRUPT");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, PART + 10})
  void whatSomebodyElseHasWrittenStays(int size) throws InterruptedException {
    rule = DestinationRule.MUST_BE_ABSENT;
    service.put(OBJECT, new byte[] {1}, CopyFlow.METADATA);

    StreamTransfer transfer = sent(new ByteArrayInputStream(content(size)));

    assertThat(transfer.failure().orElseThrow().kind()).isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(service.read(OBJECT)).hasSize(1);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void itIsKnownWhetherThereIsAByte() throws InterruptedException {
    assertThat(transfer(store(), InputStream.nullInputStream()).isEmpty()).isTrue();
    assertThat(transfer(store(), new ByteArrayInputStream(new byte[1])).isEmpty()).isFalse();
    StreamTransfer unreadable = transfer(store(), broken(0));
    assertThat(unreadable.isEmpty()).isFalse();
    unreadable.run();
    assertNothingMade(unreadable, "the other end is gone");
  }

  /** Holds back the answers to parts. */
  private static final class Slow extends CopyFlow.Scripted {
    final CompletableFuture<Void> go = new CompletableFuture<>();
    final CountDownLatch sending = new CountDownLatch(3);

    Slow(ObjectStore store) {
      super(store);
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      if (operation != StoreOperation.UPLOAD_PART) {
        return call.get();
      }
      sending.countDown();
      return go.thenCompose(gone -> call.get());
    }
  }

  /** Counts what is read, as one piece after the other is asked for. */
  private static final class Counted extends ByteArrayInputStream {
    final AtomicLong read = new AtomicLong();
    final CountDownLatch all = new CountDownLatch((int) (MEMORY / KeptMemory.PIECE));

    Counted(byte[] content) {
      super(content);
    }

    @Override
    public int readNBytes(byte[] bytes, int offset, int most) {
      int got = super.readNBytes(bytes, offset, most);
      read.addAndGet(got);
      all.countDown();
      return got;
    }
  }

  @Test
  void noMoreIsReadThanMemoryHolds() throws Exception {
    byte[] content = content(9 * PART);
    Counted in = new Counted(content);
    Slow slow = new Slow(store());
    StreamTransfer transfer = transfer(slow, in);
    CompletableFuture<Void> run =
        CompletableFuture.runAsync(
            () -> {
              try {
                transfer.run();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(slow.sending.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(in.all.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(in.read).hasValue(MEMORY);
    slow.go.complete(null);
    run.get(1, TimeUnit.MINUTES);

    assertMade(content);
  }

  /** Interrupts this thread when three parts are under way. */
  private static CompletableFuture<Void> interruptedBy(Slow slow) {
    Thread runner = Thread.currentThread();
    return CompletableFuture.runAsync(
        () -> {
          try {
            slow.sending.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          runner.interrupt();
        });
  }

  @Test
  void oneThatIsAbandonedLeavesNothingWhileTheStreamWaits() throws Exception {
    Slow slow = new Slow(store());
    try (PipedOutputStream feed = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(feed, 4 * PART)) {
      feed.write(content(3 * PART + 1));
      feed.flush();
      CompletableFuture<Void> interrupted = interruptedBy(slow);
      StreamTransfer transfer = transfer(slow, in);

      assertThatExceptionOfType(InterruptedException.class).isThrownBy(transfer::run);
      interrupted.get(1, TimeUnit.MINUTES);
      CompletionStage<Void> ended = transfer.abandon();
      slow.go.complete(null);
      ended.toCompletableFuture().get(1, TimeUnit.MINUTES);

      assertThat(transfer.giveUp()).isZero();
      assertThat(faults.calls(StoreOperation.INITIATE)).isEqualTo(1);
      assertThat(service.openUploads()).isEmpty();
      assertThat(service.keys(new ObjectPrefix(B, ""))).isEqualTo(List.of());
    }
  }

  @Test
  void anUploadWhosePartsAreNeverAnsweredIsAbortedAndCountedUntilThen() throws Exception {
    Slow slow = new Slow(store());
    CompletableFuture<Void> interrupted = interruptedBy(slow);
    StreamTransfer transfer = transfer(slow, new ByteArrayInputStream(content(9 * PART)));

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(transfer::run);
    interrupted.get(1, TimeUnit.MINUTES);
    CompletionStage<Void> ended = transfer.abandon();

    assertThat(transfer.giveUp()).isEqualTo(1);
    ended.toCompletableFuture().get(1, TimeUnit.MINUTES);
    assertThat(transfer.giveUp()).isZero();
    assertThat(service.openUploads()).isEmpty();
    slow.go.complete(null);
  }
}
