package org.bucketcopy.job.dispatch;

import com.google.common.base.Ticker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * Leases work to pumps and takes it back from those that are lost or silent. The same work may
 * therefore be done twice; its first outcome counts and later ones are ignored. Thread-safe, and
 * never blocks for long: it answers on Spark's message threads.
 */
public final class LeaseDesk {
  /** How long a pump with nothing new waits before it asks again. */
  static final long ASK_AGAIN_MILLIS = 20;

  /** A pump asks at least every {@link CopyPump#HEARTBEAT_MILLIS}; this many of those missed. */
  static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(12 * CopyPump.HEARTBEAT_MILLIS);

  private final WorkQueue queue;
  private final Ticker clock;
  private final Map<Long, Leased> leased = new HashMap<>();
  private final Deque<Long> returned = new ArrayDeque<>();
  private final Map<PumpName, Pump> pumps = new HashMap<>();
  private final Map<String, RequestCounts> requestsByExecutor = new HashMap<>();
  private long nextId;
  private boolean finished;

  private record Leased(Work work, Optional<PumpName> holder) {}

  private record Pump(long sequence, Lease lastLease, long heardAtNanos) {}

  /**
   * @param queue where work comes from
   * @param clock for noticing silent pumps
   */
  public LeaseDesk(WorkQueue queue, Ticker clock) {
    this.queue = queue;
    this.clock = clock;
  }

  /** Takes the outcomes that a pump hands in and leases it as much work as it has room for. */
  public Lease answer(LeaseRequest request) {
    List<Runnable> deliveries = new ArrayList<>();
    Lease lease = lease(request, deliveries);
    deliveries.forEach(Runnable::run);
    return lease;
  }

  private synchronized Lease lease(LeaseRequest request, List<Runnable> deliveries) {
    requestsByExecutor.put(request.pump().executor(), request.requests());
    for (Outcome outcome : request.outcomes()) {
      Leased done = leased.remove(outcome.id());
      if (done != null) {
        Work work = done.work();
        deliveries.add(() -> work.answered(outcome));
      }
    }
    Pump known = pumps.get(request.pump());
    Lease lease =
        known != null && known.sequence() == request.sequence()
            ? known.lastLease()
            : newLease(request);
    pumps.put(request.pump(), new Pump(request.sequence(), lease, clock.read()));
    return lease;
  }

  private Lease newLease(LeaseRequest request) {
    List<WorkItem> items = new ArrayList<>(request.room());
    while (items.size() < request.room() && !returned.isEmpty()) {
      long id = returned.remove();
      Leased again = leased.get(id);
      if (again != null) {
        leased.put(id, new Leased(again.work(), Optional.of(request.pump())));
        items.add(again.work().item(id));
      }
    }
    for (Work work : queue.take(request.room() - items.size())) {
      long id = nextId++;
      leased.put(id, new Leased(work, Optional.of(request.pump())));
      items.add(work.item(id));
    }
    return new Lease(items, ASK_AGAIN_MILLIS, finished);
  }

  /** Takes back the work of all pumps of an executor that is gone. */
  public void lost(String executor) {
    takeBack(pump -> pump.executor().equals(executor));
  }

  /** Takes back the work of pumps that have not asked for too long. */
  public void takeBackFromSilentPumps() {
    takeBack(
        pump -> {
          Pump known = pumps.get(pump);
          return known == null || clock.read() - known.heardAtNanos() > SILENCE_NANOS;
        });
  }

  private void takeBack(Predicate<PumpName> isGone) {
    List<Runnable> deliveries = new ArrayList<>();
    synchronized (this) {
      for (Map.Entry<Long, Leased> entry : List.copyOf(leased.entrySet())) {
        Leased lease = entry.getValue();
        if (lease.holder().filter(isGone).isEmpty()) {
          continue;
        }
        if (lease.work().wanted()) {
          leased.put(entry.getKey(), new Leased(lease.work(), Optional.empty()));
          returned.add(entry.getKey());
        } else {
          leased.remove(entry.getKey());
          deliveries.add(lease.work()::dropped);
        }
      }
      pumps.keySet().removeIf(isGone);
    }
    deliveries.forEach(Runnable::run);
  }

  /** No more work will come: pumps that ask from now on are told to end. */
  public synchronized void finish() {
    finished = true;
  }

  /** Requests that are leased and not answered. */
  public synchronized int leased() {
    return leased.size();
  }

  /** What all executors have asked of the stores, as far as they have told. */
  public synchronized RequestCounts requests() {
    return requestsByExecutor.values().stream().reduce(RequestCounts.NONE, RequestCounts::plus);
  }
}
