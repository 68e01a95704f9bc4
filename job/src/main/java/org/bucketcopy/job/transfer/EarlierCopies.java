package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.CopyWhole;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * Finds out which objects at the destination the earlier drivers of a run have copied. A copy that
 * was never proved counts only if its CRC-64 proves it, or if it may not be replaced and nothing
 * speaks against it, and never where it must have its tags. Thread-safe.
 */
final class EarlierCopies {
  private final ObjectStore source;
  private final CopyRules rules;
  private final EarlierObjects objects;
  private final Optional<UnseenCopies> unseen;

  /**
   * @param stores the stores of the copy
   * @param rules what the user wants
   * @param objects what the journal knows of the objects at the destination
   */
  EarlierCopies(StorePair stores, CopyRules rules, EarlierObjects objects) {
    this.source = stores.source();
    this.rules = rules;
    this.objects = objects;
    this.unseen = objects.run().map(started -> new UnseenCopies(stores, started));
  }

  /**
   * Whether what is there may be a wrong copy of ours, however much it looks like a right one. What
   * has the ETag of its source is right.
   */
  boolean doubts(ObjectPlan plan) {
    if (!(plan.pair() instanceof CopyPair pair)) {
      return false;
    }
    Optional<ListedObject> other = pair.existing().filter(there -> !hasItsEtag(pair, there));
    return other
        .filter(
            there ->
                objects.isDoubted(pair, there)
                    || (plan instanceof CopyWhole whole && isUnseen(whole.pair())))
        .isPresent();
  }

  /**
   * Whether what is there may be the copy of a whole object that an earlier driver made and did not
   * look at, so that it is to be asked whether it is {@link #right}.
   */
  boolean isUnseen(CopyPair pair) {
    return rules.ifExists() == IfExists.SKIP
        && mayHaveItsEtag(pair)
        && unseen.filter(copies -> copies.mayBe(pair)).isPresent()
        && pair.existing().filter(there -> !objects.isDoubted(pair, there)).isPresent();
  }

  /** Whether a copy that nobody has looked at is right, as far as that can be known. */
  CompletionStage<Boolean> right(CopyPair pair) {
    return unseen.orElseThrow().right(pair);
  }

  /** As {@link EarlierObjects#made}. */
  CompletionStage<Boolean> made(CopyPair pair) {
    return mayHaveItsEtag(pair)
        ? objects.made(pair, copy -> unprovedIsRight(pair, copy))
        : CompletableFuture.completedStage(false);
  }

  /** Where each copy must have the ETag of its source, one with another is none. */
  private boolean mayHaveItsEtag(CopyPair pair) {
    return rules.etags() != EtagRule.REQUIRED
        || pair.existing().filter(there -> hasItsEtag(pair, there)).isPresent();
  }

  private static boolean hasItsEtag(CopyPair pair, ListedObject there) {
    return there.identity().etag().equals(pair.source().identity().etag());
  }

  private CompletionStage<Boolean> unprovedIsRight(CopyPair pair, ObjectInfo copy) {
    if (rules.requiresTags()) {
      return CompletableFuture.completedStage(false);
    }
    return source
        .head(pair.source().location(), Optional.empty())
        .thenApply(
            original ->
                original.checksums().common(copy.checksums()).isEmpty()
                    ? rules.ifExists() == IfExists.FAIL
                    : original.checksums().conflict(copy.checksums()).isEmpty());
  }
}
