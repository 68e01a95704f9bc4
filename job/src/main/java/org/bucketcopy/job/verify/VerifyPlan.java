package org.bucketcopy.job.verify;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.store.StoreException;

/** Walks over both sides, and hands on each key that has to be settled. */
final class VerifyPlan {
  private final Walk walk;
  private final Checks checks;
  private final Findings findings;
  private final Checkpoints checkpoints;

  /** Takes each key that is not left out. */
  interface Taker {
    void take(Subject subject) throws InterruptedException;
  }

  VerifyPlan(Walk walk, Checks checks, Findings findings, Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
    this.walk = walk;
    this.checks = checks;
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
    } catch (CancellationException interrupted) {
      throw new InterruptedException(interrupted.getMessage());
    }
  }

  private void handle(Candidate candidate, Taker taker) throws InterruptedException {
    if (candidate instanceof FailedEntry failed) {
      String text = failed.relativeKey().orElse("");
      if (!text.isEmpty() && ListedObject.isExact(text) && checkpoints.settled(text)) {
        return;
      }
      if (failed.relativeKey().filter(key -> !accepts(key, failed.source())).isPresent()) {
        findings.filtered();
      } else {
        findings.listed(text);
        findings.found(text, Finding.of(failed));
      }
      return;
    }
    Optional<Subject> subject = walk.subject(candidate);
    if (subject.isEmpty() || checkpoints.settled(subject.get().key())) {
      return;
    }
    Subject key = subject.get();
    boolean ignored = key.source().entry().isEmpty() && checks.extra() == Checks.Extra.IGNORE;
    if (ignored || !accepts(key.key(), key.source().uri())) {
      findings.filtered();
    } else {
      findings.listed(key.key());
      taker.take(key);
    }
  }

  /** A single one has no key below its side: it goes by its own name. */
  private boolean accepts(String key, String uri) {
    String name = key.isEmpty() ? uri.substring(uri.lastIndexOf('/') + 1) : key;
    return checks.filter().accepts(name);
  }
}
