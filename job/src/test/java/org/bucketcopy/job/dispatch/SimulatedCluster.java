package org.bucketcopy.job.dispatch;

import com.google.common.base.Ticker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.wire.ExecutorSite;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.ObjectWork;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.Room;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.pace.BucketLoad;
import org.bucketcopy.planner.pace.RequestBudgets;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;

/**
 * A coordinator, and pumps on executors that come and go: messages and answers are lost, late and
 * doubled, pumps fall silent and come back, requests take long and fail for good. All by a seed, in
 * simulated milliseconds; after some minutes nothing goes wrong any more.
 */
final class SimulatedCluster {
  private static final long TROUBLE_MILLIS = 150_000;
  private static final long MAX_MILLIS = 1_000_000;
  private static final int WINDOW = 4;
  private static final Bucket BUCKET = new Bucket("s3", "b");

  private final Random random;
  private final WorkQueue queue = new WorkQueue();
  private final LeaseCoordinator coordinator;
  private final List<Throwable> defects = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Set<String> executors = new HashSet<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::number));
  private final long answerMillis;
  private long now;
  private long eventsAdded;
  private long pumps;
  private int unsettled;

  private record Event(long atMillis, long number, Runnable action) {}

  SimulatedCluster(long seed) {
    random = new Random(seed);
    answerMillis = chance(50) ? 1_000 : 120_000;
    Ticker clock =
        new Ticker() {
          @Override
          public long read() {
            return TimeUnit.MILLISECONDS.toNanos(now);
          }
        };
    coordinator =
        new LeaseCoordinator(queue, new RequestBudgets(Map.of(), clock), clock, defects::add);
  }

  /** An upload whose parts nobody wants once one has failed, or an object for itself. */
  private static final class Whole {
    private boolean failed;
  }

  /** What is done with it, and how often it was settled. */
  private final class Task implements Work<StoredObject> {
    private final Whole whole;
    private final boolean part;
    private final boolean hopeless = chance(10);
    private int settled;

    Task(Whole whole, boolean part) {
      this.whole = whole;
      this.part = part;
    }

    @Override
    public ObjectWork item(long id) {
      CopySource source =
          new CopySource(BUCKET.object("" + tasks.indexOf(this)), ETag.of("e"), Optional.empty());
      return new ObjectWork(
          id,
          new ObjectCopy(source, BUCKET.object("d"), Optional.empty(), DestinationRule.REPLACE));
    }

    @Override
    public boolean wanted() {
      return !part || !whole.failed;
    }

    @Override
    public boolean hedgeable() {
      return part;
    }

    @Override
    public long bytesSent() {
      return 0;
    }

    @Override
    public void done(StoredObject result) {
      settled++;
      unsettled--;
    }

    @Override
    public void failed(StoreFault fault) {
      whole.failed = true;
      settled++;
      unsettled--;
    }

    @Override
    public void dropped() {
      if (wanted()) {
        throw new IllegalStateException("dropped although it is wanted");
      }
      settled++;
      unsettled--;
    }
  }

  private final class Pump {
    private final PumpName name;
    private final List<Outcome> outcomes = new ArrayList<>();
    private long sequence;
    private long answered;
    private int inFlight;
    private boolean ended;

    Pump(String executor) {
      name = new PumpName(executor, pumps++);
      after(1, this::ask);
    }

    private boolean runs() {
      return !ended && executors.contains(name.executor());
    }

    private void ask() {
      if (runs()) {
        LeaseRequest request =
            new LeaseRequest(
                name,
                new ExecutorSite("host", "here"),
                ++sequence,
                new Room(Math.max(0, WINDOW - inFlight), random.nextInt(3), 1),
                outcomes,
                RequestCounts.NONE,
                Map.of(BUCKET, BucketLoad.NONE));
        outcomes.clear();
        send(request, 1);
      }
    }

    private void send(LeaseRequest request, int attempt) {
      if (!runs() || answered == request.sequence()) {
        return;
      }
      if (attempt > 3) {
        ended = true;
        after(1, () -> new Pump(name.executor()));
        return;
      }
      if (!trouble(5)) {
        after(delay(), () -> receive(request));
      }
      if (trouble(5)) {
        after(delay(), () -> receive(request));
      }
      after(answerMillis, () -> send(request, attempt + 1));
    }

    private void receive(LeaseRequest request) {
      Lease lease = coordinator.answer(request);
      if (!trouble(5)) {
        after(delay(), () -> take(request, lease));
      }
    }

    private void take(LeaseRequest request, Lease lease) {
      if (!runs() || request.sequence() != sequence || answered == sequence) {
        return;
      }
      answered = sequence;
      lease.items().forEach(this::start);
      ended = lease.finished();
      after(trouble(2) ? random.nextInt(200_000) : 5 + random.nextInt(500), this::ask);
    }

    private void start(WorkItem<?> item) {
      inFlight++;
      String key = ((ObjectWork) item).copy().source().object().key();
      boolean fails = tasks.get(Integer.parseInt(key)).hopeless || trouble(2);
      long millis = chance(10) ? 1_000 + random.nextInt(60_000) : 100 + random.nextInt(50);
      after(
          millis,
          () -> {
            inFlight--;
            outcomes.add(fails ? failed(item.id()) : copied(item.id()));
          });
    }
  }

  private static Outcome failed(long id) {
    return new Outcome.Failed(
        id, StoreFault.found(Kind.DENIED, StoreOperation.COPY_PART, "t", "scripted"));
  }

  private static Outcome copied(long id) {
    return new Outcome.Done(
        id, new StoredObject(ETag.of("e"), Optional.empty(), ContentChecksums.NONE));
  }

  private void after(long millis, Runnable action) {
    events.add(new Event(now + millis, eventsAdded++, action));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private boolean trouble(int percent) {
    return now < TROUBLE_MILLIS && chance(percent);
  }

  private long delay() {
    return trouble(10) ? random.nextInt(chance(30) ? 150_000 : 2_000) : 1 + random.nextInt(5);
  }

  private void startExecutor() {
    String executor = "e" + eventsAdded;
    executors.add(executor);
    for (int i = 0; i <= random.nextInt(3); i++) {
      new Pump(executor);
    }
    after(5_000 + random.nextInt(100_000), () -> loseExecutor(executor));
  }

  private void loseExecutor(String executor) {
    if (now < TROUBLE_MILLIS) {
      executors.remove(executor);
      after(random.nextInt(30_000), () -> coordinator.lost(executor));
      after(random.nextInt(30_000), this::startExecutor);
    }
  }

  /** Some now, and some again as long as there is trouble. */
  private void addWork() {
    Whole upload = new Whole();
    List<Work<?>> parts = new ArrayList<>();
    for (int part = 0; part < 1 + random.nextInt(30); part++) {
      parts.add(added(new Task(upload, true)));
    }
    queue.announce(parts.size());
    queue.add(ListedParts.of(parts), parts.size());
    for (int object = 0; object < random.nextInt(5); object++) {
      queue.announce(1);
      queue.add(added(new Task(new Whole(), false)), 1);
    }
    if (now < TROUBLE_MILLIS) {
      after(random.nextInt(20_000), this::addWork);
    }
  }

  private Task added(Task task) {
    tasks.add(task);
    unsettled++;
    return task;
  }

  private void next() {
    Event event = events.remove();
    now = event.atMillis();
    event.action().run();
  }

  private void watch() {
    coordinator.takeBackFromSilentPumps();
    after(500, this::watch);
  }

  /**
   * Runs until all is settled.
   *
   * @return what is wrong with how it ended; empty if nothing is
   */
  Optional<String> problem() {
    addWork();
    for (int i = 0; i < 3; i++) {
      startExecutor();
    }
    watch();
    while ((unsettled > 0 || now < 2 * TROUBLE_MILLIS) && now < MAX_MILLIS) {
      next();
    }
    if (unsettled > 0) {
      return Optional.of(unsettled + " works are never settled");
    }
    coordinator.finish();
    long lateMillis = now + 300_000;
    while (now < lateMillis) {
      next();
    }
    if (!defects.isEmpty()) {
      return Optional.of(defects.toString());
    }
    if (coordinator.leased() > 0) {
      return Optional.of(coordinator.leased() + " works are leased after the end");
    }
    return tasks.stream().anyMatch(task -> task.settled != 1)
        ? Optional.of("a work was settled more than once")
        : Optional.empty();
  }
}
