package org.bucketcopy.job.check;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.probe.Probed;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Finds out for which of the things that it is to have an upload is refused: those are left out one
 * by one, then all, and then each is tried alone.
 */
final class Elimination {
  /** Things that an upload may have, by the rights that they take. */
  private static final ImmutableMap<Right, Check> CHECKS =
      ImmutableMap.of(
          Right.WRITE_TAGS, Check.WRITE_TAGS,
          Right.WRITE_ACL, Check.WRITE_ACL,
          Right.USE_KEY, Check.USE_KEY);

  private final Findings findings;
  private final Trial trial;

  /** Makes an upload that is never completed. */
  interface Trial {
    /**
     * Makes it.
     *
     * @param with the things that it is to have
     */
    Probed make(Set<Right> with) throws InterruptedException;
  }

  Elimination(Findings findings, Trial trial) {
    this.findings = findings;
    this.trial = trial;
  }

  /**
   * Takes what the trials show.
   *
   * @param wanted all that the upload is to have
   * @return the trial with the most things that succeeded; the last one if none did
   */
  Probed run(Set<Right> wanted) throws InterruptedException {
    Probed full = trial.make(wanted);
    if (full.worked(StoreOperation.INITIATE)) {
      fine(wanted);
      return full;
    }
    StoreFault refusal = full.fault(StoreOperation.INITIATE).orElseThrow();
    for (Right right : refusal.kind().passing() ? Set.<Right>of() : wanted) {
      Set<Right> others = Sets.difference(wanted, Set.of(right));
      Probed without = trial.make(others);
      if (without.worked(StoreOperation.INITIATE)) {
        fine(others);
        findings.add(check(right), refusal);
        return without;
      }
    }
    Probed bare = wanted.size() > 1 ? trial.make(Set.of()) : full;
    if (bare.worked(StoreOperation.INITIATE)) {
      fine(Set.of());
      eachAlone(wanted);
    } else {
      findings.add(Check.INITIATE, refusal);
    }
    return bare;
  }

  private void eachAlone(Set<Right> wanted) throws InterruptedException {
    for (Right right : wanted) {
      Probed alone = trial.make(Set.of(right));
      Optional<StoreFault> fault = alone.fault(StoreOperation.INITIATE);
      fault.ifPresentOrElse(
          refused -> findings.add(check(right), refused),
          () -> findings.add(Finding.ok(check(right))));
    }
  }

  private void fine(Set<Right> rights) {
    findings.add(Finding.ok(Check.INITIATE));
    rights.forEach(right -> findings.add(Finding.ok(check(right))));
  }

  private static Check check(Right right) {
    return Optional.ofNullable(CHECKS.get(right)).orElseThrow();
  }
}
