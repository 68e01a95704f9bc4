package org.bucketcopy.job.dispatch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Fetches work from the driver and keeps the executor's window full of requests until the driver
 * says that all is done. One thread asks; requests and their retries run on the stores' own
 * threads.
 */
final class CopyPump {
  /** A pump asks at least this often, so that the driver knows it is alive. */
  static final long HEARTBEAT_MILLIS = 5_000;

  /** Most items of one lease: larger ones make the driver's answers lumpy. */
  private static final int LEASE_SIZE = 64;

  /** Outcomes that arrive within this time of the first travel together. */
  private static final long GATHER_MILLIS = 1;

  /** How often a waiting pump looks whether the driver should hear of the pace. */
  private static final long LOOK_AT_PACER_MILLIS = 100;

  /** How often a request is sent that gets no answer; each waits for Spark's own time limit. */
  private static final int ASK_ATTEMPTS = 3;

  private final PumpName name;
  private final LeaseChannel driver;
  private final PumpStation station;
  private final RequestWindow window;
  private final BlockingQueue<Outcome> finished = new LinkedBlockingQueue<>();
  private int started;
  private long sequence;

  CopyPump(PumpName name, LeaseChannel driver, PumpStation station) {
    this.name = name;
    this.driver = driver;
    this.station = station;
    this.window = station.window();
  }

  /**
   * Pumps until the driver says that there is no more work. What is in flight then is a second copy
   * of something that another pump has finished, and is abandoned.
   *
   * @throws InterruptedException if the task is to end; what is in flight is abandoned, and the
   *     driver gives it to another pump
   * @throws IOException if the driver cannot be reached any more
   */
  void run() throws InterruptedException, IOException {
    window.pumpStarted();
    try {
      boolean moreWork = true;
      while (moreWork) {
        moreWork = exchange();
      }
    } finally {
      window.release(started);
      window.pumpEnded();
    }
  }

  /** Hands in what has finished, starts what the driver gives; whether there may be more. */
  private boolean exchange() throws InterruptedException, IOException {
    List<Outcome> outcomes = new ArrayList<>();
    finished.drainTo(outcomes);
    window.release(outcomes.size());
    started -= outcomes.size();
    int room = window.reserve(LEASE_SIZE);
    Lease lease;
    try {
      lease =
          ask(
              new LeaseRequest(
                  name,
                  ++sequence,
                  room,
                  outcomes,
                  station.requests().get(),
                  station.pacer().report()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      window.release(room);
      throw e;
    }
    window.release(room - lease.items().size());
    started += lease.items().size();
    station.pacer().rate(lease.requestsPerSecond());
    lease.items().forEach(this::start);
    boolean mayGetMore = room > 0 && lease.items().size() == room;
    if (!lease.finished() && !mayGetMore) {
      // With a full window of its own, only an outcome or the pace changes anything for a pump.
      awaitOutcome(room == 0 && started > 0 ? HEARTBEAT_MILLIS : lease.askAgainMillis());
    }
    return !lease.finished();
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
    for (long left = millis; first == null && left > 0 && !station.pacer().reportDue(); ) {
      long wait = Math.min(left, LOOK_AT_PACER_MILLIS);
      first = finished.poll(wait, TimeUnit.MILLISECONDS);
      left -= wait;
    }
    if (first != null) {
      finished.add(first);
      TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
    }
  }

  private void start(WorkItem item) {
    try {
      begin(item)
          .whenComplete(
              (outcome, failure) ->
                  finished.add(failure == null ? outcome : failed(item, failure)));
    } catch (RuntimeException e) {
      finished.add(failed(item, e));
    }
  }

  private CompletionStage<Outcome> begin(WorkItem item) {
    ObjectStore store = station.stores().apply(item.bucket());
    if (item instanceof WorkItem.PartWork work) {
      return store.copyPart(work.copy()).thenApply(part -> new Outcome.PartCopied(work.id(), part));
    }
    WorkItem.ObjectWork work = (WorkItem.ObjectWork) item;
    return store
        .copyObject(work.copy())
        .thenApply(object -> new Outcome.ObjectCopied(work.id(), object));
  }

  private static Outcome failed(WorkItem item, Throwable failure) {
    boolean part = item instanceof WorkItem.PartWork;
    StoreOperation operation = part ? StoreOperation.COPY_PART : StoreOperation.COPY_OBJECT;
    return new Outcome.Failed(item.id(), StoreException.faultOf(failure, operation, item.bucket()));
  }
}
