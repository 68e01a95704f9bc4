package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.base.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bucketcopy.job.wire.ExecutorSite;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.ObjectWork;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.StoresAndFiles;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.pace.RequestPacers;
import org.bucketcopy.planner.source.MemoryFiles;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.LatencyHistogram;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The test is the driver: it answers each question of the pump, or lets it wait. */
final class CopyPumpTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final long ENOUGH_SECONDS = 30;

  private record Question(LeaseRequest request, CompletableFuture<Lease> answer) {
    void answer(List<WorkItem<?>> items) {
      answer.complete(new Lease(items, 5, Map.of(), Double.POSITIVE_INFINITY, false));
    }

    void end() {
      answer.complete(new Lease(List.of(), 5, Map.of(), Double.POSITIVE_INFINITY, true));
    }
  }

  private record Sent(String key, CompletableFuture<Void> go) {
    void finish() {
      go.complete(null);
    }
  }

  /** Has no buckets; its answers wait for the test. */
  private final class WaitingStore extends StoreDecorator {
    WaitingStore() {
      super(new MemoryStore(new MemoryService(), MemoryStore.PROFILE, 1));
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      if (thrown.isPresent()) {
        throw thrown.orElseThrow();
      }
      if (finishAtOnce) {
        return call.get();
      }
      Sent request = new Sent(((ObjectLocation) target).key(), new CompletableFuture<>());
      sent.add(request);
      return request.go().thenCompose(finished -> call.get());
    }
  }

  private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
  private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ObjectStore store = new WaitingStore();
  private volatile RequestCounts requests = RequestCounts.NONE;
  private boolean finishAtOnce;
  private Optional<Error> thrown = Optional.empty();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void theNextItemIsStartedWithoutTheDriver() throws Exception {
    CompletableFuture<Void> pump = pump(8);
    Question first = question();
    assertThat(first.request().room().requests()).isEqualTo(8);
    first.answer(items(0, 8));
    Question second = question();
    assertThat(second.request().room().requests()).isZero();
    assertThat(second.request().room().spare()).isEqualTo(2);
    second.answer(items(8, 10));
    List<Sent> inFlight = sent(8);
    assertThat(sent).as("no more than the window").isEmpty();

    inFlight.get(0).finish();
    Question third = question();
    inFlight.get(1).finish();

    assertThat(sent(2)).extracting(Sent::key).containsExactly("8", "9");
    assertThat(third.request().outcomes()).hasSize(1);
    third.end();
    pump.get(ENOUGH_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void nothingIsStartedAfterTheEnd() throws Exception {
    CompletableFuture<Void> pump = pump(8);
    question().answer(items(0, 8));
    question().answer(items(8, 10));
    List<Sent> inFlight = sent(8);
    inFlight.get(0).finish();
    inFlight.addAll(sent(1));
    question().end();
    pump.get(ENOUGH_SECONDS, TimeUnit.SECONDS);

    inFlight.forEach(Sent::finish);

    assertThat(sent).isEmpty();
  }

  @Test
  void requestsThatFinishAtOnceAreHandedIn() throws Exception {
    finishAtOnce = true;
    CompletableFuture<Void> pump = pump(40_000);
    int handedIn = 0;
    Question question = question();
    question.answer(items(0, 20_000));
    while (handedIn < 20_000) {
      question = question();
      handedIn += question.request().outcomes().size();
      if (handedIn < 20_000) {
        question.answer(List.of());
      }
    }
    question.end();
    pump.get(ENOUGH_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void whatARequestThrowsIsItsOutcome() throws Exception {
    thrown = Optional.of(new StackOverflowError());
    CompletableFuture<Void> pump = pump(8);
    question().answer(items(0, 8));

    Question second = question();

    assertThat(second.request().outcomes())
        .hasSize(8)
        .allSatisfy(
            outcome ->
                assertThat(((Outcome.Failed) outcome).fault().kind())
                    .isEqualTo(StoreFault.Kind.DEFECT));
    second.end();
    pump.get(ENOUGH_SECONDS, TimeUnit.SECONDS);
  }

  /** No outcome can be made of it: the driver must not take the pump for one that still works. */
  @Test
  void aPumpThatLosesAnOutcomeEnds() throws Exception {
    CompletableFuture<Void> pump = pump(8);
    question().answer(items(0, 1));
    sent(1)
        .get(0)
        .go()
        .completeExceptionally(
            new IllegalStateException() {
              private boolean told;

              /** Once, to the stage. */
              @Override
              public String getMessage() {
                if (told) {
                  throw new StackOverflowError();
                }
                told = true;
                return "told";
              }
            });

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(
            () -> {
              while (!pump.isDone()) {
                Question next = questions.poll(10, TimeUnit.MILLISECONDS);
                if (next != null) {
                  next.answer(List.of());
                }
              }
              pump.get(ENOUGH_SECONDS, TimeUnit.SECONDS);
            })
        .withStackTraceContaining("an outcome was lost")
        .withStackTraceContaining("StackOverflowError");
  }

  @Test
  void ofLatenciesTheDriverHearsWhatHasChanged() throws Exception {
    requests = requests(7);
    CompletableFuture<Void> pump = pump(1);
    Question first = question();
    assertThat(first.request().requests()).isEqualTo(requests(7));
    first.answer(List.of());

    Question second = question();
    assertThat(second.request().requests().latencies()).isEmpty();
    requests = requests(7, 7, 3_000);
    second.answer(List.of());

    Question third = question();
    assertThat(third.request().requests()).isEqualTo(requests.changedSince(requests(7)));
    third.end();
    pump.get(ENOUGH_SECONDS, TimeUnit.SECONDS);
  }

  private static RequestCounts requests(long... micros) {
    long[] counts = new long[LatencyHistogram.BUCKETS];
    for (long time : micros) {
      counts[LatencyHistogram.bucketOf(time)]++;
    }
    return new RequestCounts(
        Map.of(StoreOperation.COPY_PART, (long) micros.length),
        0,
        0,
        Map.of(StoreOperation.COPY_PART, LatencyHistogram.of(counts, micros[micros.length - 1])));
  }

  private CompletableFuture<Void> pump(int inFlight) {
    ExecutorContext context =
        new ExecutorContext(
            new ExecutorSite("host", "here"),
            new RequestWindow(OptionalInt.of(inFlight), 1, 1),
            new RequestPacers(Ticker.systemTicker(), timer),
            new StoresAndFiles(bucket -> store, new MemoryFiles(), Runnable::run),
            () -> requests,
            () -> {});
    CopyPump pump = new CopyPump(new PumpName("1", 1), this::ask, context);
    return CompletableFuture.runAsync(
        () -> {
          try {
            pump.run();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private Lease ask(LeaseRequest request) throws InterruptedException {
    Question question = new Question(request, new CompletableFuture<>());
    questions.add(question);
    return question.answer().join();
  }

  private Question question() throws InterruptedException {
    Question asked = questions.poll(ENOUGH_SECONDS, TimeUnit.SECONDS);
    assertThat(asked).isNotNull();
    return asked;
  }

  private List<Sent> sent(int count) throws InterruptedException {
    List<Sent> requests = new ArrayList<>();
    while (requests.size() < count) {
      Sent request = sent.poll(ENOUGH_SECONDS, TimeUnit.SECONDS);
      assertThat(request).isNotNull();
      requests.add(request);
    }
    return requests;
  }

  private static List<WorkItem<?>> items(int from, int to) {
    List<WorkItem<?>> items = new ArrayList<>();
    for (int i = from; i < to; i++) {
      CopySource source = new CopySource(BUCKET.object("s"), ETag.of("e"), Optional.empty());
      items.add(
          new ObjectWork(
              i,
              new ObjectCopy(
                  source, BUCKET.object("" + i), Optional.empty(), DestinationRule.REPLACE)));
    }
    return items;
  }
}
