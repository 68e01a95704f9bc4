package org.bucketcopy.job.run;

import com.google.common.collect.Sets;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.BucketInfo;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * The looks at a bucket before a run. They ask for no right that the run does not need: what a
 * store does not report is unknown, and only what the run cannot do without ends it.
 *
 * @param store the store of the bucket
 */
public record BucketLook(ObjectStore store) {
  /** The calls of an upload that make objects, by their abilities. */
  private static final Set<Ability> UPLOAD =
      Sets.immutableEnumSet(Ability.PUT_OBJECT_IF_ABSENT, Ability.COMPLETE_IF_ABSENT);

  /** The codes for credentials that are known and have no right; wrong credentials have others. */
  private static final Set<String> NO_RIGHT = Set.of("", "AccessDenied");

  /**
   * Where the bucket is and what it is set to. A look that is not allowed, or is not to be had,
   * leaves open what it would have shown.
   *
   * @throws RefusedException if nothing answers
   */
  public BucketInfo bucket(Bucket bucket) throws RefusedException, InterruptedException {
    try {
      return Answers.await(store.bucket(bucket), StoreOperation.HEAD_BUCKET, bucket);
    } catch (StoreException e) {
      boolean answered = e.fault().status() != 0;
      if (!answered) {
        throw new RefusedException(e.fault().toString());
      }
      return BucketInfo.unknown(bucket);
    }
  }

  /**
   * The first page of a listing.
   *
   * @throws RefusedException if the bucket cannot be listed: no run can do without
   */
  public ListingPage list(ObjectPrefix prefix) throws RefusedException, InterruptedException {
    try {
      return Answers.await(
          store.list(prefix, Optional.empty()), StoreOperation.LIST_OBJECTS, prefix);
    } catch (StoreException e) {
      String right =
          lacksRight(e.fault()) ? "the run needs the right to list " + prefix + ": " : "";
      throw new RefusedException(right + e.fault());
    }
  }

  /** Whether a login that is known is denied something. */
  static boolean lacksRight(StoreFault fault) {
    return fault.kind() == StoreFault.Kind.DENIED && NO_RIGHT.contains(fault.code());
  }

  /**
   * Refuses tags that a run is to give and a store does not have.
   *
   * @param metadata what objects of the run shall carry
   * @throws RefusedException if there are such tags
   */
  public void requireTags(Bucket bucket, ObjectMetadata metadata) throws RefusedException {
    if (!metadata.tags().isEmpty() && !store.profile().can(Ability.TAGS)) {
      throw new RefusedException("the store of " + bucket + " has no tags: leave out --tag");
    }
  }

  /** As {@link #mayBeReplaced}, by an upload to a bucket that is looked at. */
  public Optional<String> uploadMayReplace(Bucket bucket, IfExists ifExists)
      throws RefusedException, InterruptedException {
    return mayBeReplaced(bucket(bucket), ifExists, UPLOAD);
  }

  /**
   * What a run may replace in the bucket although it must not, a sentence; empty if nothing.
   *
   * @param info of the bucket
   * @param calls how the run makes objects: each with its ability to leave an existing one
   */
  public Optional<String> mayBeReplaced(BucketInfo info, IfExists ifExists, Set<Ability> calls) {
    StoreProfile profile = store.profile();
    if (ifExists != IfExists.FAIL) {
      return Optional.empty();
    }
    if (!profile.abilities().containsAll(calls)) {
      return Optional.of(
          String.format(
              "the store of %s is not known to decide --if-exists fail in the step that writes:"
                  + " each destination is looked at directly before, and what somebody else writes"
                  + " between that look and the write is replaced",
              info.bucket()));
    }
    if (info.versions() != BucketInfo.Versions.NONE
        && !profile.can(Ability.IF_ABSENT_ON_VERSIONED_BUCKETS)) {
      return Optional.of(
          String.format(
              "%s %s versions, and this store may ignore the condition of --if-exists fail in"
                  + " such buckets: each destination is looked at directly before, and what"
                  + " somebody else writes between that look and the write is replaced (and kept"
                  + " as an older version)",
              info.bucket(), info.versions() == BucketInfo.Versions.KEPT ? "keeps" : "may keep"));
    }
    return Optional.empty();
  }
}
