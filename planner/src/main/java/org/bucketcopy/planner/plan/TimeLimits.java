package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an entry has to have been written, by the time that its source shows.
 *
 * @param newerThan taken is what was written then or later; empty for no limit
 * @param olderThan taken is what was written before; empty for no limit
 */
public record TimeLimits(Optional<Limit> newerThan, Optional<Limit> olderThan) {
  /** Any time. */
  public static final TimeLimits NONE = new TimeLimits(Optional.empty(), Optional.empty());

  public TimeLimits {
    checkArgument(
        newerThan.isEmpty()
            || olderThan.isEmpty()
            || newerThan.get().time().isBefore(olderThan.get().time()),
        "--newer-than is %s and --older-than %s: no entry was written after the one and before the"
            + " other",
        newerThan.map(Limit::time).orElse(Instant.MAX),
        olderThan.map(Limit::time).orElse(Instant.MIN));
  }

  /** One end. */
  public sealed interface Limit {
    /** When it is. */
    Instant time();

    /** The same of a run that started then. */
    Limit startedAt(Instant start);
  }

  /**
   * A time that is the same for all runs.
   *
   * @param time when it is
   */
  public record Time(Instant time) implements Limit {
    @Override
    public Time startedAt(Instant start) {
      return this;
    }
  }

  /**
   * So long before the start of a run.
   *
   * @param age how long before
   * @param start when the run started
   */
  public record Age(Duration age, Instant start) implements Limit {
    @Override
    public Instant time() {
      return start.minus(age);
    }

    @Override
    public Age startedAt(Instant other) {
      return new Age(age, other);
    }
  }

  /** The same of a run that started then. */
  TimeLimits startedAt(Instant start) {
    return new TimeLimits(
        newerThan.map(limit -> limit.startedAt(start)),
        olderThan.map(limit -> limit.startedAt(start)));
  }

  /**
   * Whether an entry is taken.
   *
   * @param lastModified when it was written, epoch milliseconds
   */
  boolean accepts(long lastModified) {
    Instant written = Instant.ofEpochMilli(lastModified);
    return newerThan.filter(limit -> written.isBefore(limit.time())).isEmpty()
        && olderThan.filter(limit -> !written.isBefore(limit.time())).isEmpty();
  }
}
