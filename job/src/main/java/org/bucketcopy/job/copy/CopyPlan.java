package org.bucketcopy.job.copy;

import com.google.common.base.CharMatcher;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.transfer.EarlierRun;
import org.bucketcopy.planner.listing.PairedListing;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.FailedEntry;
import org.bucketcopy.planner.plan.KeyMapping;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.plan.SkipRule;
import org.bucketcopy.planner.plan.SourceEntry;
import org.bucketcopy.planner.plan.UnmatchedGlobs;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** Walks over source and destination and says for each object what is to be done with it. */
final class CopyPlan {
  /** At 100 ms a page this is more than one driver reads. */
  private static final int LISTINGS_IN_FLIGHT = 32;

  private final CopySettings settings;
  private final KeyMapping mapping;
  private final SkipRule skipRule;
  private final Predicate<ObjectPlan> doubted;
  private final PairedListing entries;
  private final CopyPlanner planner;
  private final UnmatchedGlobs unmatched;
  private boolean ended;

  /**
   * @param earlier the run, if an earlier driver has begun it
   * @param doubted of objects that are there and look like copies: which are to be copied all the
   *     same
   */
  CopyPlan(
      CopySettings settings,
      ObjectStore source,
      ObjectStore destination,
      Optional<EarlierRun> earlier,
      Predicate<ObjectPlan> doubted) {
    this.settings = settings;
    this.doubted = doubted;
    this.mapping = new KeyMapping(settings.source(), settings.destination());
    this.skipRule =
        new SkipRule(
            settings.ifExists(),
            earlier.map(run -> OptionalLong.of(run.began())).orElse(OptionalLong.empty()));
    this.planner = new CopyPlanner(destination.profile(), settings.plan());
    this.entries = new PairedListing(mapping, source, destination, LISTINGS_IN_FLIGHT);
    this.unmatched = new UnmatchedGlobs(settings.filter());
  }

  CopyPlanner planner() {
    return planner;
  }

  /** Takes each object that is to be copied, or to be reported as refused. */
  interface Starter {
    void start(ObjectPlan plan) throws InterruptedException;
  }

  /** What the user has to know of the listings that were walked, a sentence each. */
  List<String> warnings() {
    return Stream.concat(entries.warnings().stream(), filterWarnings()).toList();
  }

  /** Before all is listed nobody knows, and of an empty source there is nothing more to say. */
  private Stream<String> filterWarnings() {
    return ended
        ? Stream.concat(
            unmatched.includes().stream().map(glob -> matchesNothing("--include", glob)),
            unmatched.excludes().stream().map(glob -> matchesNothing("--exclude", glob)))
        : Stream.empty();
  }

  private String matchesNothing(String option, String glob) {
    boolean special = CharMatcher.anyOf("[]{}\\").matchesAnyOf(glob);
    return String.format(
        "%s \"%s\" matches no object under %s%s",
        option,
        glob,
        settings.source(),
        special ? "; a \\ before [ ] { } or \\ makes a letter of it" : "");
  }

  /**
   * Walks to the end; counts what is left out, and hands on the rest.
   *
   * @throws StoreException if a listing fails: what was not listed by then is not planned
   * @throws InterruptedException if the thread was interrupted
   */
  void walk(Results results, Starter starter) throws InterruptedException {
    try {
      walkOn(results, starter);
    } catch (CancellationException interrupted) {
      throw new InterruptedException(interrupted.getMessage());
    }
  }

  private void walkOn(Results results, Starter starter) throws InterruptedException {
    boolean any = false;
    while (entries.hasNext()) {
      SourceEntry entry = entries.next();
      any = true;
      if (entry instanceof CopyPair pair) {
        plan(pair, results, starter);
      } else if (entry instanceof FailedEntry failed) {
        fail(failed, results);
      }
    }
    ended = any;
  }

  private boolean accepts(String key) {
    String relative = mapping.relative(key);
    unmatched.saw(relative);
    return settings.filter().accepts(relative);
  }

  private void plan(CopyPair pair, Results results, Starter starter) throws InterruptedException {
    if (!accepts(pair.listed().key())) {
      results.filtered();
      return;
    }
    SkipRule.Verdict verdict = skipRule.verdict(pair);
    ObjectPlan plan =
        verdict == SkipRule.Verdict.REFUSE ? new Refused(pair, exists(pair)) : planner.plan(pair);
    if (verdict == SkipRule.Verdict.SKIP && !doubted.test(plan)) {
      results.skipped();
      return;
    }
    results.planned(pair.listed().size());
    starter.start(plan);
  }

  /** A filter leaves out what it can name, also of what cannot be copied. */
  private void fail(FailedEntry entry, Results results) {
    boolean named = entry.key().startsWith(settings.source().prefix());
    if (named && !accepts(entry.key())) {
      results.filtered();
      return;
    }
    results.planned(entry.size());
    results.failed(entry);
  }

  private static StoreFault exists(CopyPair pair) {
    return StoreFault.found(
        StoreFault.Kind.ALREADY_EXISTS,
        StoreOperation.COPY_OBJECT,
        pair.destination(),
        "the destination exists, and --if-exists fail forbids to replace it");
  }
}
