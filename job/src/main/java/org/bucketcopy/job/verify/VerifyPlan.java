package org.bucketcopy.job.verify;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bucketcopy.job.run.WatchedFilter;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.store.StoreException;

/** Walks over both sides, and hands on each key that has to be settled. */
final class VerifyPlan {
  private final Walk walk;
  private final Checks checks;
  private final WatchedFilter filter;
  private final Findings findings;
  private final Checkpoints checkpoints;
  private final Seen seen = new Seen();
  private boolean ended;

  /** Takes each key that is not left out. */
  interface Taker {
    void take(Subject subject) throws InterruptedException;
  }

  VerifyPlan(Walk walk, VerifySettings settings, Findings findings, Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
    this.walk = walk;
    this.checks = settings.checks();
    this.filter =
        new WatchedFilter(
            checks.filter(),
            settings.narrowedSource().listed() + " and " + settings.narrowedDestination().listed());
    this.findings = findings;
  }

  /**
   * Walks to the end.
   *
   * @throws StoreException if a listing fails
   * @throws InterruptedException if the run is to stop
   */
  void walk(Taker taker) throws InterruptedException {
    try {
      while (walk.candidates().hasNext()) {
        handle(walk.candidates().next(), taker);
        checkpoints.offer(walk.candidates(), findings);
      }
      ended = true;
    } catch (CancellationException interrupted) {
      throw new InterruptedException(interrupted.getMessage());
    }
  }

  /** What the walk has seen of either side. */
  Seen seen() {
    return seen;
  }

  /** What the user has to know of what was walked, a sentence each. */
  List<String> warnings() {
    // Before all is listed nobody knows what a filter matches.
    return Stream.concat(
            walk.candidates().warnings().stream(), ended ? filter.warnings() : Stream.empty())
        .toList();
  }

  private void handle(Candidate candidate, Taker taker) throws InterruptedException {
    if (candidate instanceof FailedEntry failed) {
      fail(failed);
      return;
    }
    Optional<Subject> subject = walk.subject(candidate);
    if (subject.isPresent()) {
      take(subject.get(), taker);
    }
  }

  /** A filter leaves out what it can name, also of what cannot be compared. */
  private void fail(FailedEntry entry) {
    Optional<String> key = entry.relativeKey();
    boolean accepted = filter.accepts(entry);
    seen.source(accepted);
    if (key.filter(ListedObject::isExact).filter(checkpoints::covers).isPresent()) {
      return;
    }
    if (accepted) {
      findings.failed(Finding.of(entry));
    } else {
      findings.filtered();
    }
  }

  private boolean accepts(Subject subject) {
    Optional<SourceEntry> ofSource = subject.source().entry();
    return ofSource.isPresent()
        ? filter.accepts(subject.key(), ofSource.get())
        : filter.acceptsExtraneous(
            subject.key(),
            subject.source().uri(),
            subject.destination().entry().map(SourceEntry::size).orElse(0L));
  }

  private void take(Subject subject, Taker taker) throws InterruptedException {
    boolean accepted = accepts(subject);
    boolean ofSource = subject.source().entry().isPresent();
    if (ofSource) {
      seen.source(accepted);
    } else if (accepted) {
      seen.onlyDestination();
    }
    if (checkpoints.settled(subject.key())) {
      return;
    }
    if (accepted && (ofSource || checks.extra() != Checks.Extra.IGNORE)) {
      findings.listed(subject.key());
      taker.take(subject);
    } else {
      findings.filtered();
    }
  }
}
