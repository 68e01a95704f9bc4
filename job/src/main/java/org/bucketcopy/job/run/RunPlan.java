package org.bucketcopy.job.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.transfer.EarlierRun;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.plan.SkipRule;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.Candidates;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;

/** Walks over candidates and says for each what is to be done with it. */
final class RunPlan {
  private final TransferSettings settings;
  private final SkipRule skipRule;
  private final Predicate<ObjectPlan> doubted;
  private final Candidates candidates;
  private final Function<TransferPair, ObjectPlan> planner;
  private final WatchedFilter filter;
  private final LastPlans last = new LastPlans();
  private boolean ended;

  /**
   * @param candidates what there is to be planned
   * @param planner decides how each object is copied
   * @param earlier the run, if an earlier driver has started it
   * @param doubted of objects that are there and look like copies: which are to be copied all the
   *     same
   */
  RunPlan(
      TransferSettings settings,
      Candidates candidates,
      Function<TransferPair, ObjectPlan> planner,
      Optional<EarlierRun> earlier,
      Predicate<ObjectPlan> doubted) {
    this.settings = settings;
    this.doubted = doubted;
    this.skipRule =
        new SkipRule(
            settings.selection().ifExists(),
            settings.selection().compare(),
            earlier.map(run -> OptionalLong.of(run.began())).orElse(OptionalLong.empty()));
    this.planner = planner;
    this.candidates = candidates;
    this.filter =
        new WatchedFilter(settings.selection().filter(), settings.ends().narrowed().listed());
  }

  /** Takes each object that is to be copied, or to be reported as refused. */
  interface Starter {
    void start(ObjectPlan plan) throws InterruptedException;
  }

  /** What the user has to know of what was walked, a sentence each. */
  List<String> warnings() {
    // Before all is listed nobody knows what a filter matches.
    return Stream.concat(candidates.warnings().stream(), ended ? filter.warnings() : Stream.empty())
        .toList();
  }

  /**
   * Walks to the end; counts what is left out, and hands on the rest.
   *
   * @throws StoreException if a listing fails: what was not listed by then is not planned
   * @throws InterruptedException if the thread was interrupted
   */
  void walk(Results results, Starter starter) throws InterruptedException {
    boolean more;
    do {
      more = step(results, starter);
    } while (more);
  }

  /**
   * Handles the next candidate.
   *
   * @return whether there was one
   * @throws StoreException as {@link #walk}
   * @throws InterruptedException as {@link #walk}
   */
  boolean step(Results results, Starter starter) throws InterruptedException {
    try {
      if (candidates.hasNext()) {
        handle(candidates.next(), results, starter);
        return true;
      }
      ended = true;
      return false;
    } catch (CancellationException interrupted) {
      throw new InterruptedException(interrupted.getMessage());
    }
  }

  /** What is only at the destination is left alone. */
  private void handle(Candidate candidate, Results results, Starter starter)
      throws InterruptedException {
    if (candidate instanceof TransferPair pair) {
      plan(pair, results, starter);
    } else if (candidate instanceof FailedEntry failed) {
      fail(failed, results);
    }
  }

  private void plan(TransferPair pair, Results results, Starter starter)
      throws InterruptedException {
    String relativeKey = settings.destination().relative(pair.destination().key());
    if (!filter.accepts(relativeKey, pair.source())) {
      results.filtered();
      return;
    }
    SkipRule.Verdict verdict = skipRule.verdict(pair);
    ObjectPlan plan = verdict == SkipRule.Verdict.REFUSE ? exists(pair) : planner.apply(pair);
    if (verdict == SkipRule.Verdict.SKIP && !doubted.test(plan)) {
      results.skipped();
      return;
    }
    if (isLast(relativeKey, pair)) {
      last.keep(plan);
    } else {
      begin(plan, results, starter);
    }
  }

  private boolean isLast(String relativeKey, TransferPair pair) {
    return settings
        .selection()
        .last()
        .filter(globs -> globs.accepts(WatchedFilter.name(relativeKey, pair.source().uri())))
        .isPresent();
  }

  private static void begin(ObjectPlan plan, Results results, Starter starter)
      throws InterruptedException {
    results.planned(plan.pair().source().size());
    starter.start(plan);
  }

  /**
   * Hands on what was kept for the end of the walk: to be called once all that was handed on before
   * is settled. Where some of that has failed, each is refused.
   *
   * @throws InterruptedException as {@link #walk}
   */
  void finish(Results results, Starter starter) throws InterruptedException {
    for (ObjectPlan plan : last.plans(results.counts().objects().failed())) {
      begin(plan, results, starter);
    }
  }

  /** A filter leaves out what it can name, also of what cannot be copied. */
  private void fail(FailedEntry entry, Results results) {
    if (!filter.accepts(entry)) {
      results.filtered();
      return;
    }
    results.planned(entry.size());
    results.failed(entry);
  }

  private static Refused exists(TransferPair pair) {
    return Refused.of(
        pair,
        StoreFault.Kind.ALREADY_EXISTS,
        "the destination exists, and --if-exists fail forbids to replace it");
  }
}
