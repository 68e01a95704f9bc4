package org.bucketcopy.job.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.pace.OpenBodies;

/**
 * Work that was leased and is not answered: who makes its requests, and whether one has failed. Not
 * thread-safe.
 *
 * @param <R> what comes of it if it is done
 */
final class LeasedWork<R> {
  private final Work<R> work;
  private final WorkItem<R> item;

  /** One for each request that is out; a pump that was given the work twice is here twice. */
  private final List<PumpName> holders = new ArrayList<>(2);

  private Optional<Outcome> failure = Optional.empty();
  private long sinceNanos;
  private int leases;

  LeasedWork(long id, Work<R> work) {
    this.work = work;
    this.item = work.item(id);
  }

  /** The work as it travels: the same each time it is assigned. */
  WorkItem<R> item() {
    return item;
  }

  boolean wanted() {
    return work.wanted();
  }

  /** Notifies whoever waits for the work of what became of it. */
  void answer(Outcome outcome) {
    outcome.handTo(work, item);
  }

  /** Notifies whoever waited for the work that nobody does it any more. */
  void drop() {
    work.dropped();
  }

  void leaseTo(PumpName pump, long nowNanos) {
    holders.add(pump);
    sinceNanos = nowNanos;
    leases++;
  }

  /**
   * Takes what became of a request of {@code pump}, which may not hold the work any more.
   *
   * @return whether it answers the work: a failure does not while another request may succeed
   */
  boolean isAnsweredBy(PumpName pump, Outcome outcome) {
    holders.remove(pump);
    if (outcome.succeeded()) {
      return true;
    }
    failure = Optional.of(outcome);
    return holders.isEmpty();
  }

  /** Takes the work from pumps that are gone; whether that leaves it without any. */
  boolean isLeftAloneBy(Predicate<PumpName> gone) {
    return holders.removeIf(gone) && holders.isEmpty();
  }

  /** Notes the bodies that pumps send for it. */
  void addTo(OpenBodies open) {
    holders.forEach(pump -> open.add(pump.executor(), item.bytesSent()));
  }

  /** Whether some pump makes a request of it. */
  boolean isHeld() {
    return !holders.isEmpty();
  }

  /** A failure that did not count while there was another request. */
  Optional<Outcome> failure() {
    return failure;
  }

  /** Whether it may be given to a second pump, if it has been out since before this time. */
  boolean mayBeHedged(long leasedBefore) {
    return holders.size() == 1
        && failure.isEmpty()
        && sinceNanos - leasedBefore < 0
        && work.hedgeable()
        && work.wanted();
  }

  /** When it was assigned, the last time. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** Whether the time since shows how long such work takes. */
  boolean showsDuration() {
    return leases == 1 && work.hedgeable();
  }
}
