package org.bucketcopy.job.dispatch;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.pace.RequestBudget;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * Leases work to pumps and takes it back from those that are lost or silent. When nothing else is
 * left to give, the slowest requests are given to a second pump, so that the run does not wait for
 * a straggler. The same work may therefore be done twice; its first outcome counts and later ones
 * are ignored. Thread-safe, and never blocks for long: it answers on Spark's message threads.
 */
public final class LeaseDesk {
  /** How long a pump with nothing new waits before it asks again. */
  static final long ASK_AGAIN_MILLIS = 20;

  /** A pump asks at least every {@link CopyPump#HEARTBEAT_MILLIS}; this many of those missed. */
  static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(12 * CopyPump.HEARTBEAT_MILLIS);

  /** A pump keeps no more than this part of its share of what is left. */
  private static final long PLENTY = 8;

  private final WorkQueue queue;
  private final RequestBudget budget;
  private final Ticker clock;
  private final Map<Long, Leased> leased = new HashMap<>();
  private final Deque<Long> returned = new ArrayDeque<>();
  private final Map<PumpName, Pump> pumps = new HashMap<>();
  private final Map<String, RequestCounts> requestsByExecutor = new HashMap<>();
  private long nextId;
  private boolean givesMore = true;
  private boolean finished;

  /** How long hedgeable work took that was leased once only. */
  private final RecentDurations durations = new RecentDurations();

  private record Leased(Work work, Optional<PumpName> holder, long sinceNanos, boolean hedged) {
    Leased notHedged() {
      return new Leased(work, holder, sinceNanos, false);
    }
  }

  private record Pump(long sequence, Lease lastLease, long heardAtNanos) {}

  /**
   * @param queue where work comes from
   * @param budget of requests to the destination's bucket; each executor gets its share
   * @param clock for noticing silent pumps
   */
  public LeaseDesk(WorkQueue queue, RequestBudget budget, Ticker clock) {
    this.queue = queue;
    this.budget = budget;
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
      if (done != null && done.hedged() && outcome instanceof Outcome.Failed) {
        // The other of the two requests may still succeed.
        leased.put(outcome.id(), done.notHedged());
      } else if (done != null) {
        Work work = done.work();
        if (work.hedgeable() && !done.hedged() && !(outcome instanceof Outcome.Failed)) {
          durations.add(clock.read() - done.sinceNanos());
        }
        deliveries.add(() -> work.answered(outcome));
      }
    }
    if (leased.isEmpty()) {
      notifyAll();
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
    List<WorkItem> items = givesMore ? items(request) : List.of();
    double share = budget.share(request.pump().executor(), request.load());
    return new Lease(items, ASK_AGAIN_MILLIS, share, finished);
  }

  private List<WorkItem> items(LeaseRequest request) {
    List<WorkItem> items = new ArrayList<>(request.room());
    while (items.size() < request.room() && !returned.isEmpty()) {
      long id = returned.remove();
      Leased again = leased.get(id);
      if (again != null) {
        lease(id, again.work(), request.pump(), again.hedged(), items);
      }
    }
    for (Work work : queue.take(request.room() - items.size() + spare(request))) {
      lease(nextId++, work, request.pump(), false, items);
    }
    if (queue.ahead() == 0 && budget.spare()) {
      hedge(request, items);
    }
    return items;
  }

  /** Nothing to keep near the end, when another pump could start it at once. */
  private int spare(LeaseRequest request) {
    long plenty = (queue.ahead() - request.room()) / (PLENTY * Math.max(1, pumps.size()));
    return (int) Math.max(0, Math.min(request.spare(), plenty));
  }

  private void lease(long id, Work work, PumpName pump, boolean hedged, List<WorkItem> items) {
    leased.put(id, new Leased(work, Optional.of(pump), clock.read(), hedged));
    items.add(work.item(id));
  }

  /**
   * With nothing else to give, gives the slowest requests that are out a second time. Not while the
   * store is busy: most then wait for their turn, and a second try would only wait behind them.
   */
  private void hedge(LeaseRequest request, List<WorkItem> items) {
    OptionalLong slow = durations.slowNanos();
    if (items.size() >= request.room() || slow.isEmpty()) {
      return;
    }
    long leasedBefore = clock.read() - slow.getAsLong();
    leased.entrySet().stream()
        .filter(entry -> mayHedge(entry.getValue(), leasedBefore))
        .sorted(Comparator.comparingLong(entry -> entry.getValue().sinceNanos()))
        .limit(request.room() - items.size())
        .toList()
        .forEach(
            entry -> lease(entry.getKey(), entry.getValue().work(), request.pump(), true, items));
  }

  private static boolean mayHedge(Leased lease, long leasedBefore) {
    return !lease.hedged()
        && lease.holder().isPresent()
        && lease.sinceNanos() - leasedBefore < 0
        && lease.work().hedgeable()
        && lease.work().wanted();
  }

  /** Takes back the work of all pumps of an executor that is gone. */
  public void lost(String executor) {
    budget.left(executor);
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
          leased.put(
              entry.getKey(),
              new Leased(lease.work(), Optional.empty(), lease.sinceNanos(), lease.hedged()));
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

  /** From now on no work is given out; answers to what is out are still taken. */
  public synchronized void giveNoMore() {
    givesMore = false;
  }

  /**
   * Waits until nothing is out at pumps, for so long at most.
   *
   * @throws InterruptedException if the caller is to stop
   */
  public synchronized void awaitAnswers(long millis) throws InterruptedException {
    long deadline = clock.read() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (!leased.isEmpty() && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(deadline - clock.read());
    }
  }

  /** No more work will come: pumps that ask from now on are told to end. */
  public synchronized void finish() {
    finished = true;
  }

  /** Requests that are leased and not answered. */
  public synchronized int leased() {
    return leased.size();
  }

  /** What each executor has asked of the stores, as far as it has told. */
  public synchronized Map<String, RequestCounts> requestsByExecutor() {
    return ImmutableMap.copyOf(requestsByExecutor);
  }
}
