package org.bucketcopy.job.dispatch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.Room;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Fetches work from the driver and keeps the executor's window full of requests until the driver
 * says that all is done. One thread asks; requests and their retries run on the stores' own
 * threads, which also start the next of the items that the pump keeps ready when one has finished:
 * the window does not wait for the driver.
 */
final class CopyPump {
  /** A pump asks at least this often, so that the driver knows it is alive. */
  static final long HEARTBEAT_MILLIS = 5_000;

  /** Maximum number of items of one lease: larger ones make the driver's answers lumpy. */
  private static final int LEASE_SIZE = 64;

  /** Outcomes that arrive within this time of the first travel together. */
  private static final long GATHER_MILLIS = 1;

  /** How often a waiting pump looks whether the driver should hear of the pace. */
  private static final long LOOK_AT_PACER_MILLIS = 100;

  /** How often a request is sent that gets no answer; each waits for Spark's own time limit. */
  private static final int ASK_ATTEMPTS = 3;

  private final PumpName name;
  private final LeaseChannel driver;
  private final ExecutorContext context;
  private final RequestWindow window;
  private final BlockingQueue<Outcome> finished = new LinkedBlockingQueue<>();
  private final ReadyItems<WorkItem<?>> ready;
  private final AtomicInteger inFlight = new AtomicInteger();

  /** What a request's thread threw in place of handing in an outcome, which is lost. */
  private volatile Optional<Throwable> defect = Optional.empty();

  private long sequence;

  /** What the driver has heard from this pump of the requests of its executor. */
  private RequestCounts reported = RequestCounts.NONE;

  CopyPump(PumpName name, LeaseChannel driver, ExecutorContext context) {
    this.name = name;
    this.driver = driver;
    this.context = context;
    this.window = context.window();
    this.ready = new ReadyItems<>(window, WorkItem::bytes, this::start);
  }

  /**
   * Pumps until the driver says that there is no more work. What is in flight then is a second copy
   * of something that another pump has finished, and is abandoned.
   *
   * @throws InterruptedException if the task is to end; what is in flight is abandoned, and the
   *     driver gives it to another pump
   * @throws IOException if the driver cannot be reached any more
   * @throws IllegalStateException if an outcome was lost; the driver gives what is in flight to
   *     another pump
   */
  void run() throws InterruptedException, IOException {
    begin();
    try {
      for (OptionalLong wait = exchange(); wait.isPresent(); wait = exchange()) {
        awaitOutcome(wait.getAsLong());
      }
    } finally {
      end();
    }
  }

  /** To be called once before {@link #exchange}. */
  void begin() {
    window.pumpStarted();
  }

  /** To be called once after the last {@link #exchange}. */
  void end() {
    ready.end();
    window.pumpEnded();
  }

  /**
   * Hands in what has finished, starts what the driver gives. Waits for the driver's answer only.
   *
   * @return for how long the next exchange may wait if nothing finishes meanwhile, in milliseconds;
   *     empty if there is no more work
   */
  OptionalLong exchange() throws InterruptedException, IOException {
    if (defect.isPresent()) {
      throw new IllegalStateException("an outcome was lost", defect.orElseThrow());
    }
    List<Outcome> outcomes = new ArrayList<>();
    finished.drainTo(outcomes);
    ready.startWaiting();
    // While there is no room for the bytes of what waits, more items would only wait behind it.
    int room = ready.count() == 0 ? window.reserve(LEASE_SIZE) : 0;
    RequestCounts requests = context.requests().get();
    Lease lease;
    try {
      lease = ask(request(room, outcomes, requests.changedSince(reported)));
    } catch (Throwable e) {
      window.release(room, 0);
      throw e;
    }
    reported = requests;
    context.pacers().rates(lease.requestsPerSecond());
    context.pacers().bytes().rate(lease.bytesPerSecond());
    int now = ready.add(lease.items(), room);
    if (lease.finished()) {
      return OptionalLong.empty();
    }
    boolean mayGetMore = room > 0 && now == room;
    if (mayGetMore) {
      return OptionalLong.of(0);
    }
    // With a full window of its own, only an outcome or the pace changes anything for a pump.
    boolean full = room == 0 && inFlight.get() > 0;
    return OptionalLong.of(full ? HEARTBEAT_MILLIS : lease.askAgainMillis());
  }

  private LeaseRequest request(int room, List<Outcome> outcomes, RequestCounts requests) {
    int spare = Math.min(LEASE_SIZE - room, window.sparePerPump() - ready.count());
    long bytes = window.bytesPerPump() - ready.bytes();
    return new LeaseRequest(
        name,
        context.site(),
        ++sequence,
        new Room(room, Math.max(0, spare), Math.max(0, bytes)),
        outcomes,
        requests,
        context.pacers().report());
  }

  /**
   * The same request has the same sequence number, so that asking again loses and doubles nothing.
   */
  private Lease ask(LeaseRequest request) throws InterruptedException, IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return driver.ask(request);
      } catch (IOException e) {
        if (attempt == ASK_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void awaitOutcome(long millis) throws InterruptedException {
    Outcome first = null;
    for (long left = millis; first == null && left > 0 && !context.pacers().reportDue(); ) {
      long wait = Math.min(left, LOOK_AT_PACER_MILLIS);
      first = finished.poll(wait, TimeUnit.MILLISECONDS);
      left -= wait;
    }
    if (first != null) {
      finished.add(first);
      TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
    }
  }

  /** Starts an item, whose room is reserved. On any thread. */
  private void start(WorkItem<?> item) {
    inFlight.incrementAndGet();
    CompletionStage<Outcome> outcome;
    try {
      outcome = run(item);
    } catch (Throwable e) {
      outcome = CompletableFuture.failedFuture(e);
    }
    // What is finished already leaves its room to the caller's loop, which is no recursion.
    boolean alreadyFinished = outcome.toCompletableFuture().isDone();
    outcome.whenComplete(
        Guarded.answer(
            (done, failure) -> {
              try {
                finished.add(failure == null ? done : failed(item, failure));
              } finally {
                inFlight.decrementAndGet();
                ready.finished(item);
              }
              if (!alreadyFinished) {
                ready.startWaiting();
              }
            },
            thrown -> defect = Optional.of(thrown)));
  }

  private CompletionStage<Outcome> run(WorkItem<?> item) {
    return item.run(context.resources()).thenApply(result -> new Outcome.Done(item.id(), result));
  }

  private static Outcome failed(WorkItem<?> item, Throwable failure) {
    String target =
        item.buckets().stream().map(Bucket::toString).collect(Collectors.joining(" and "));
    return new Outcome.Failed(item.id(), StoreException.faultOf(failure, item.operation(), target));
  }
}
