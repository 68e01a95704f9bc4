package org.bucketcopy.job.copy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
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

/** Finds out, before anything is touched, whether the copy can be made. */
final class Preflight {
  private Preflight() {}

  /** A copy that cannot be made, and why. */
  static final class RefusedException extends Exception {
    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Looks at both buckets.
   *
   * @return what the user has to know although the copy can be made, a sentence each
   * @param source the source's store
   * @param destination the destination's store, which would make the copy
   * @throws RefusedException if a bucket cannot be used or no server-side copy leads from one to
   *     the other
   * @throws InterruptedException if the run is to stop
   */
  static List<String> check(CopySettings settings, ObjectStore source, ObjectStore destination)
      throws RefusedException, InterruptedException {
    Bucket from = settings.source().bucket();
    Bucket to = settings.destination().bucket();
    if (!source.profile().service().equals(destination.profile().service())) {
      throw new RefusedException(
          String.format(
              "%s is on %s and %s on %s: a server-side copy works only within one service",
              from, source.profile().service(), to, destination.profile().service()));
    }
    BucketInfo sourceInfo = answer(source.bucket(from), from);
    BucketInfo destinationInfo = answer(destination.bucket(to), to);
    Optional<String> here = sourceInfo.region();
    Optional<String> there = destinationInfo.region();
    if (here.isPresent()
        && there.isPresent()
        && !here.equals(there)
        && !destination.profile().can(Ability.CROSS_REGION_COPY)) {
      throw new RefusedException(
          String.format(
              "%s is in region %s and %s in region %s: this store does not copy across regions",
              from, here.orElseThrow(), to, there.orElseThrow()));
    }
    ListingPage first = answer(source.list(settings.source(), Optional.empty()), from);
    Optional<String> sample =
        first.objects().stream().map(ListedObject::key).filter(ListedObject::isExact).findFirst();
    if (sample.isPresent()) {
      readableByCopier(from.object(sample.get()), destination);
    }
    return warnings(settings, destination.profile(), destinationInfo);
  }

  private static List<String> warnings(
      CopySettings settings, StoreProfile profile, BucketInfo destination) {
    if (settings.ifExists() != IfExists.FAIL) {
      return List.of();
    }
    if (!profile.can(Ability.COPY_OBJECT_IF_ABSENT) || !profile.can(Ability.COMPLETE_IF_ABSENT)) {
      return List.of(
          String.format(
              "the store of %s is not known to decide --if-exists fail in the step that writes:"
                  + " each destination is looked at directly before, and what somebody else writes"
                  + " between that look and the copy is replaced",
              destination.bucket()));
    }
    return destination.versioned() && !profile.can(Ability.IF_ABSENT_ON_VERSIONED_BUCKETS)
        ? List.of(
            String.format(
                "%s keeps versions, and this store may ignore the condition of --if-exists fail in"
                    + " such buckets: each destination is looked at directly before, and what"
                    + " somebody else writes between that look and the copy is replaced (and kept"
                    + " as an older version)",
                destination.bucket()))
        : List.of();
  }

  /** A copy is made under the destination's identity, which has to be able to read the source. */
  private static void readableByCopier(ObjectLocation object, ObjectStore destination)
      throws RefusedException, InterruptedException {
    try {
      Answers.await(destination.head(object, Optional.empty()), StoreOperation.HEAD_OBJECT, object);
    } catch (StoreException e) {
      StoreFault fault = e.fault();
      if (fault.kind() == StoreFault.Kind.DENIED) {
        throw new RefusedException(
            "the login of the destination makes the copy and may not read the source: " + fault);
      }
    }
  }

  private static <T> T answer(CompletionStage<T> call, Bucket bucket)
      throws RefusedException, InterruptedException {
    try {
      return Answers.await(call, StoreOperation.HEAD_BUCKET, bucket);
    } catch (StoreException e) {
      throw new RefusedException(e.fault().toString());
    }
  }
}
