package org.bucketcopy.job.dispatch;

import com.google.common.base.Ticker;
import com.google.common.collect.Maps;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.Room;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.pace.OpenBodies;
import org.bucketcopy.planner.pace.RequestBudgets;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Leases work to pumps and takes it back from those that are lost or silent. When nothing else is
 * left to give, the slowest requests are given to a second pump, so that the run does not wait for
 * a straggler. The same work may therefore be done twice: its first success counts, or its failure
 * once no other request of it is out. Work of which a request has failed is not assigned again.
 * Thread-safe, and never blocks for long: it answers on Spark's message threads.
 */
public final class LeaseCoordinator {
  /** How long a pump with nothing new waits before it asks again. */
  static final long ASK_AGAIN_MILLIS = 20;

  /** A pump asks at least every {@link CopyPump#HEARTBEAT_MILLIS}; this many of those missed. */
  static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(12 * CopyPump.HEARTBEAT_MILLIS);

  /** A pump keeps no more than this part of its share of what is left. */
  private static final long PLENTY = 8;

  private final WorkQueue queue;
  private final RequestBudgets budgets;
  private final Ticker clock;
  private final Consumer<Throwable> defects;
  private final Map<Long, LeasedWork<?>> leased = new HashMap<>();
  private final Deque<Long> returned = new ArrayDeque<>();
  private final Map<PumpName, Pump> pumps = new HashMap<>();

  /** The last request of each pump that was given up, which may still come back. */
  private final Map<PumpName, Long> givenUp = new HashMap<>();

  private final Map<String, ExecutorReport> executors = new HashMap<>();
  private long nextId;
  private boolean givesMore = true;
  private boolean finished;

  /** How long hedgeable work took that was leased once only. */
  private final RecentDurations durations = new RecentDurations();

  private record Pump(long sequence, Lease lastLease, long heardAtNanos) {}

  /**
   * @param queue where work comes from
   * @param budgets of requests to each bucket, and of bytes; each executor gets its shares
   * @param clock for noticing silent pumps
   * @param defects notified of what the taking of an outcome has thrown: its work is never settled
   *     then
   */
  public LeaseCoordinator(
      WorkQueue queue, RequestBudgets budgets, Ticker clock, Consumer<Throwable> defects) {
    this.queue = queue;
    this.budgets = budgets;
    this.clock = clock;
    this.defects = defects;
  }

  /** Takes the outcomes that a pump hands in and leases it as much work as it has room for. */
  public Lease answer(LeaseRequest request) {
    List<Runnable> deliveries = new ArrayList<>();
    try {
      return lease(request, deliveries);
    } finally {
      deliver(deliveries);
    }
  }

  private void deliver(List<Runnable> deliveries) {
    deliveries.forEach(delivery -> new Guarded(delivery, defects).run());
  }

  /** Something has failed that no pump and no object can be blamed for. */
  void defect(Throwable thrown) {
    defects.accept(thrown);
  }

  /**
   * A pump sends a request again if it gets no answer, so that it may come twice, and late. What
   * was answered once is never answered with other work: the pump hears one of the two answers.
   */
  private synchronized Lease lease(LeaseRequest request, List<Runnable> deliveries) {
    Optional<Pump> known = Optional.ofNullable(pumps.get(request.pump()));
    long last = known.map(Pump::sequence).orElseGet(() -> givenUp.getOrDefault(request.pump(), 0L));
    Lease lease;
    if (request.sequence() > last) {
      String executor = request.pump().executor();
      executors.merge(
          executor,
          new ExecutorReport(executor, request.site().host(), false, request.requests()),
          ExecutorReport::heard);
      request.outcomes().forEach(outcome -> take(request.pump(), outcome, deliveries));
      lease = newLease(request, givesMore ? items(request, deliveries) : List.of());
    } else if (known.isPresent() && request.sequence() == last) {
      lease = known.orElseThrow().lastLease();
    } else {
      return newLease(request, List.of());
    }
    pumps.put(request.pump(), new Pump(request.sequence(), lease, clock.read()));
    notifyAll();
    return lease;
  }

  private void take(PumpName pump, Outcome outcome, List<Runnable> deliveries) {
    LeasedWork<?> done = leased.get(outcome.id());
    if (done == null) {
      return; // It was answered before.
    }
    if (done.showsDuration() && outcome.succeeded()) {
      durations.add(clock.read() - done.sinceNanos());
    }
    if (done.isAnsweredBy(pump, outcome)) {
      leased.remove(outcome.id());
      deliveries.add(() -> done.answer(outcome));
    }
  }

  private Lease newLease(LeaseRequest request, List<WorkItem<?>> items) {
    Map<Bucket, Double> shares = budgets.shares(request.pump().executor(), request.loads());
    double bytes = budgets.bytes().share(request.pump().executor(), openBodies());
    return new Lease(items, ASK_AGAIN_MILLIS, shares, bytes, finished);
  }

  /** What pumps send; nobody asks where there is no limit. */
  private OpenBodies openBodies() {
    OpenBodies open = new OpenBodies();
    if (budgets.bytes().isLimited()) {
      leased.values().forEach(work -> work.addTo(open));
    }
    return open;
  }

  private List<WorkItem<?>> items(LeaseRequest request, List<Runnable> deliveries) {
    LeaseItems items = new LeaseItems(request, budgets.bytes().room(openBodies()));
    while (items.requestsLeft() > 0 && !returned.isEmpty()) {
      long id = returned.remove();
      LeasedWork<?> again = leased.get(id);
      if (again != null && again.wanted()) {
        items.give(again, clock.read());
      } else if (again != null) {
        drop(id, again, deliveries);
      }
    }
    int most = items.requestsLeft() + spare(request.room());
    List<Work<?>> next =
        queue.take(most, items.heldLeft(), items.sentLeft(), request.site().host());
    for (Work<?> work : next) {
      LeasedWork<?> first = new LeasedWork<>(nextId++, work);
      leased.put(first.item().id(), first);
      items.give(first, clock.read());
    }
    if (queue.ahead() == 0) {
      hedge(items);
    }
    return items.given();
  }

  /** Nothing to keep near the end, when another pump could start it at once. */
  private int spare(Room room) {
    long plenty = (queue.ahead() - room.requests()) / (PLENTY * Math.max(1, pumps.size()));
    return (int) Math.max(0, Math.min(room.spare(), plenty));
  }

  private void drop(long id, LeasedWork<?> work, List<Runnable> deliveries) {
    leased.remove(id);
    deliveries.add(work::drop);
  }

  /**
   * With nothing else to give, gives the slowest requests that are out a second time. Not while one
   * of their stores is busy: most then wait for their turn, and a second attempt would only wait
   * behind them.
   */
  private void hedge(LeaseItems items) {
    if (items.requestsLeft() == 0) {
      return;
    }
    Set<Bucket> spare = budgets.spare();
    OptionalLong slow = spare.isEmpty() ? OptionalLong.empty() : durations.slowNanos();
    if (slow.isEmpty()) {
      return;
    }
    long leasedBefore = clock.read() - slow.getAsLong();
    leased.values().stream()
        .filter(work -> work.mayBeHedged(leasedBefore))
        .filter(work -> spare.containsAll(work.item().buckets()))
        .sorted(Comparator.comparingLong(LeasedWork::sinceNanos))
        .limit(items.requestsLeft())
        .takeWhile(work -> items.requestsLeft() > 0)
        .forEach(work -> items.give(work, clock.read()));
  }

  /** Takes back the work of all pumps of an executor that is gone. */
  public void lost(String executor) {
    budgets.left(executor);
    synchronized (this) {
      executors.computeIfPresent(executor, (id, report) -> report.lost());
    }
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
      for (Map.Entry<Long, LeasedWork<?>> entry : List.copyOf(leased.entrySet())) {
        if (entry.getValue().isLeftAloneBy(isGone)) {
          giveBack(entry.getKey(), entry.getValue(), deliveries);
        }
      }
      Map<PumpName, Pump> gone = new HashMap<>(Maps.filterKeys(pumps, isGone::test));
      gone.forEach((name, pump) -> givenUp.put(name, pump.sequence()));
      pumps.keySet().removeAll(gone.keySet());
      notifyAll();
    }
    deliver(deliveries);
  }

  /** No request of the work is out any more, as far as can be known. */
  private void giveBack(long id, LeasedWork<?> work, List<Runnable> deliveries) {
    Optional<Outcome> failure = work.failure();
    if (failure.isPresent()) {
      leased.remove(id);
      deliveries.add(() -> work.answer(failure.orElseThrow()));
    } else if (work.wanted()) {
      returned.add(id);
    } else {
      drop(id, work, deliveries);
    }
  }

  /** From now on no work is assigned; answers to what is out are still taken. */
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
    while (leased.values().stream().anyMatch(LeasedWork::isHeld) && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(deadline - clock.read());
    }
  }

  /** No more work will come: pumps that ask from now on are to end. */
  public synchronized void finish() {
    finished = true;
  }

  /** Works that are leased and not answered. */
  public synchronized int leased() {
    return leased.size();
  }

  /** What each executor has reported of itself. */
  public synchronized List<ExecutorReport> executors() {
    return List.copyOf(executors.values());
  }
}
