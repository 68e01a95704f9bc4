package org.bucketcopy.planner.listing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.ExtraneousObject;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.SourceWalk;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Every entry of a walk with its destination and what is there already, shown by the listing of the
 * destination, which is read in step: one request per page and none per entry, and only where the
 * walk has keys. Its next page is asked for while one is read. For one thread.
 *
 * <p>As with {@link PairedListing}, what is at a destination is looked up where the listing may be
 * in the order of UTF-16 and that makes a difference, and where it does not tell enough. From where
 * it is in no order, or comes back to where it was, it is read no further, and every destination is
 * looked up; so it is if the walk is not in order. What is looked up comes as it is answered.
 *
 * <p>With {@link Extraneous#GIVEN}, objects that no entry goes to are given too, but for those
 * below a directory that could not be walked. One that comes out of order fails by itself, as
 * entries cannot be looked up; a listing in no order, or one that comes back to where it was, fails
 * the walk then.
 */
public final class WalkedPairs implements CoveredWalk {
  private static final String NAMELESS =
      "nothing names the object at the destination: add a key to the destination";

  private final SourceWalk walk;
  private final ObjectPrefix destination;
  private final Answers answers;
  private final ListingRequests requests;
  private final Lookups lookups;
  private final Side side;
  private final DoubtfulKeys doubtful = new DoubtfulKeys();
  private final RangeReader listing;
  private final ExistingObjects existing;
  private final Queue<Candidate> ready = new ArrayDeque<>();
  private Optional<SourceWalk.Found> waiting = Optional.empty();
  private String last = "";

  /** The last directory that could not be walked; what is below it is not known. */
  private Optional<String> unknown = Optional.empty();

  private boolean walkInOrder = true;
  private boolean recurs;
  private long foreign;

  /**
   * Asks for nothing yet.
   *
   * @param walk the entries
   * @param destination where they go: the key of each follows its prefix
   * @param existing where the destination is; single objects are looked at there too
   */
  public WalkedPairs(SourceWalk walk, ObjectPrefix destination, ObjectStore existing) {
    this(walk, destination, existing, Extraneous.IGNORED, new LinkedBlockingQueue<>());
  }

  /**
   * As the other one.
   *
   * @param wish what becomes of objects that no entry goes to
   * @param answers empty and without bound; holds the answers of the store until this waits for
   *     one, by {@link BlockingQueue#take}
   */
  public WalkedPairs(
      SourceWalk walk,
      ObjectPrefix destination,
      ObjectStore existing,
      Extraneous wish,
      BlockingQueue<Runnable> answers) {
    this.walk = walk;
    this.destination = destination;
    this.answers = new Answers(answers);
    this.requests = new ListingRequests(1, this.answers);
    this.lookups = new Lookups(this.answers);
    this.side = new Side(existing, destination, requests, new Watch());
    this.listing = new RangeReader(side, KeyRange.ALL, page -> {});
    Optional<UnmetObjects> extraneous =
        wish == Extraneous.GIVEN ? Optional.of(this::give) : Optional.empty();
    this.existing =
        new ExistingObjects(
            new ExistingSide(side, lookups, doubtful, extraneous), new Order(), listing);
  }

  @Override
  public boolean hasNext() {
    existing.start();
    answers.handle();
    while (ready.isEmpty() && !advance()) {
      if (lookups.idle()) {
        if (requests.failure().isPresent()) {
          throw requests.failure().get();
        }
        if (waiting.isEmpty() && !walk.hasNext() && existing.ended()) {
          return false;
        }
      }
      answers.await();
      answers.handle();
    }
    return true;
  }

  @Override
  public Candidate next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all that goes to " + destination + " is given");
    }
    return ready.remove();
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (foreign > 0) {
      warnings.add(
          String.format(
              "%d keys that the listing of %s shows are not under it; they are ignored",
              foreign, destination));
    }
    if (recurs) {
      warnings.add(
          "the listing of "
              + destination
              + " does not advance: the store shows again what it has shown; each destination is"
              + " looked at by itself");
    }
    return warnings;
  }

  /** Goes on while nothing is to be waited for; whether a candidate is ready. */
  private boolean advance() {
    while (ready.isEmpty() && lookups.hasRoom() && requests.failure().isEmpty()) {
      if (waiting.isEmpty()) {
        if (!walk.hasNext()) {
          existing.passRest();
          return !ready.isEmpty();
        }
        take(walk.next());
      }
      if (waiting.isPresent() && !settle(waiting.get())) {
        return false;
      }
      waiting = Optional.empty();
    }
    return !ready.isEmpty();
  }

  private void take(SourceWalk.Step step) {
    if (step instanceof FailedEntry failed) {
      unknown = failed.relativeKey().filter(key -> key.endsWith("/")).or(() -> unknown);
      ready.add(failed);
    } else if (step instanceof SourceWalk.Found found) {
      walkInOrder = walkInOrder && KeyOrder.UTF_8.compare(last, found.key()) <= 0;
      last = found.key();
      waiting = Optional.of(found);
    }
  }

  /** Whether it needs to wait for no page. */
  private boolean settle(SourceWalk.Found found) {
    if (side.absolute(found.key()).isEmpty()) {
      ready.add(nameless(found));
      return true;
    }
    ObjectLocation to = destination.bucket().object(side.absolute(found.key()));
    if (existing.isWaitingFor(to.key())) {
      return false;
    }
    existing.met(to.key());
    if (existing.isKnown(to.key())) {
      ready.add(found.entry().to(to, existing.at(to.key())));
    } else {
      lookups.pair(side.store(), to, found.key(), found.entry(), ready::add);
    }
    return true;
  }

  /** While both come in the order of UTF-8, the walk has passed where an entry for it would be. */
  private void give(ListedObject there, boolean unmet) {
    ExtraneousObject object = new ExtraneousObject(destination.bucket(), there);
    if (unknown.filter(side.relative(there.key())::startsWith).isPresent()) {
      return;
    }
    ready.add(unmet || existing.inOrder() ? object : outOfOrder(object));
  }

  private FailedEntry outOfOrder(ExtraneousObject object) {
    return new FailedEntry(
        object.destination().uri(),
        Optional.of(side.relative(object.existing().key())),
        Optional.of(object.existing().identity()),
        Optional.of(object.destination()),
        StoreFault.found(
            StoreFault.Kind.INVALID,
            StoreOperation.LIST_OBJECTS,
            object.destination(),
            "the store lists it out of order, so that nobody can know whether something goes"
                + " there"));
  }

  @Override
  public Optional<Coverage> covered() {
    if (!existing.givesExtraneous() || !ready.isEmpty() || !lookups.idle() || waiting.isPresent()) {
      return Optional.empty();
    }
    if (!walk.hasNext() && existing.ended()) {
      return Optional.of(Coverage.ALL);
    }
    return Optional.of(existing.covered(Optional.empty()));
  }

  private FailedEntry nameless(SourceWalk.Found found) {
    return new FailedEntry(
        found.entry().uri(),
        Optional.of(found.key()),
        Optional.of(found.entry().state()),
        Optional.empty(),
        StoreFault.found(
            StoreFault.Kind.INVALID, StoreOperation.PUT_OBJECT, destination.bucket(), NAMELESS));
  }

  private final class Order implements SourceOrder {
    @Override
    public boolean inOrder() {
      return walkInOrder;
    }

    @Override
    public KeyRange range() {
      return KeyRange.ALL;
    }
  }

  private final class Watch implements ListingWatch {
    @Override
    public void outOfOrder() {
      notRead("the store lists keys neither in the order of UTF-8 nor of UTF-16");
    }

    @Override
    public void recurs() {
      recurs = true;
      notRead("the listing does not advance: the store shows again what it has shown");
    }

    private void notRead(String problem) {
      listing.distrust();
      if (existing.givesExtraneous()) {
        requests.fail(
            new StoreException(
                StoreFault.found(
                    StoreFault.Kind.UNSUPPORTED,
                    StoreOperation.LIST_OBJECTS,
                    destination,
                    problem)));
      }
    }

    @Override
    public void unsure(RangeReader range, List<Unsure> entries) {
      for (Unsure entry : entries) {
        if (!doubtful.add(destination, entry.key())) {
          foreign++;
        }
      }
    }
  }
}
