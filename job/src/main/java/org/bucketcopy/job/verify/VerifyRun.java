package org.bucketcopy.job.verify;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.report.ByteCounts;
import org.bucketcopy.job.report.ObjectCounts;
import org.bucketcopy.job.report.Progress;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.job.run.RunExecutors;
import org.bucketcopy.job.run.RunRecords;
import org.bucketcopy.job.run.RunStatus;
import org.bucketcopy.job.run.TransferJob;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreException;

/** The comparisons of one run: the driver walks over both sides, executors compare. */
final class VerifyRun implements RunExecutors.Task {
  private final RunExecutors executors;
  private final Walk walk;
  private final Findings findings;
  private final VerifyPlan plan;
  private final Comparing comparing;
  private final Checkpoints checkpoints;
  private final Progress progress;

  VerifyRun(
      VerifySettings settings,
      RunExecutors executors,
      Walk walk,
      Findings findings,
      Checkpoints checkpoints) {
    this.executors = executors;
    this.walk = walk;
    this.findings = findings;
    this.checkpoints = checkpoints;
    this.plan = new VerifyPlan(walk, settings, findings, checkpoints);
    this.comparing = new Comparing(settings.checks(), executors.queue(), findings);
    this.progress = executors.progress(() -> shown(findings.counts()));
  }

  /** What is compared counts as done, and what is found as failed. */
  static RunCounts shown(VerifyCounts counts) {
    long planned = counts.listed() - counts.filtered();
    long equal = counts.equalCount();
    return new RunCounts(
        new ObjectCounts(
            counts.listed(), counts.filtered(), 0, planned, equal, 0, counts.settled() - equal),
        new ByteCounts(counts.bytesRead(), 0, counts.bytesRead(), 0),
        0,
        0,
        Map.of());
  }

  /**
   * Compares until all is settled or the run ends early.
   *
   * @return why it could not continue; empty if it came to its end, or if the early end says why
   */
  Optional<Cause> run(RunStatus status, RunRecords records) {
    status.counting(progress);
    Optional<Cause> brokenOff =
        executors.run(
            this,
            new RunExecutors.Watched(
                progress, () -> {}, () -> records.problem().or(findings::problem)));
    status.counted();
    return brokenOff;
  }

  @Override
  public Optional<Cause> work() throws InterruptedException {
    Optional<Cause> brokenOff = Optional.empty();
    try {
      plan.walk(comparing::take);
    } catch (StoreException e) {
      brokenOff = Optional.of(Cause.couldNotRun("the listing broke off: " + e.fault()));
    } finally {
      plan.warnings().forEach(TransferJob::warn);
    }
    progress.listingEnded();
    while (!findings.awaitSettled(Checkpoints.PERIOD.toMillis())) {
      checkpoints.offer(walk.candidates(), findings);
    }
    return brokenOff;
  }

  @Override
  public void takeIn() throws InterruptedException {
    executors.awaitAnswers();
    checkpoints.write(walk.candidates(), findings);
  }

  /** What the walk has seen of either side. */
  Seen seen() {
    return plan.seen();
  }

  /** What each executor has asked of the stores. */
  Map<String, RequestCounts> requestsByExecutor() {
    return executors.requestsByExecutor();
  }
}
