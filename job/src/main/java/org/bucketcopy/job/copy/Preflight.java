package org.bucketcopy.job.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.model.ObjectTrait;
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
 * Finds out, before anything is touched, whether the copy can be made. It asks for no right that
 * the copy does not need: what a store does not report is unknown, and only what the copy cannot do
 * without ends the run.
 */
final class Preflight {
  /** The codes for credentials that are known and have no right; wrong credentials have others. */
  private static final Set<String> NO_RIGHT = Set.of("", "AccessDenied");

  private final CopySettings settings;
  private final ObjectStore source;
  private final ObjectStore destination;
  private final List<String> warnings = new ArrayList<>();

  private Preflight(CopySettings settings, ObjectStore source, ObjectStore destination) {
    this.settings = settings;
    this.source = source;
    this.destination = destination;
  }

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
    Preflight preflight = new Preflight(settings, source, destination);
    preflight.check();
    return List.copyOf(preflight.warnings);
  }

  private void check() throws RefusedException, InterruptedException {
    Bucket from = settings.source().bucket();
    Bucket to = settings.destination().bucket();
    if (!source.profile().service().equals(destination.profile().service())) {
      throw new RefusedException(
          String.format(
              "%s is on %s and %s on %s: a server-side copy works only within one service",
              from, source.profile().service(), to, destination.profile().service()));
    }
    ListingPage first = list(source, settings.source());
    list(destination, settings.destination());
    BucketInfo sourceInfo = bucket(source, from);
    BucketInfo destinationInfo = bucket(destination, to);
    checkRegions(sourceInfo, destinationInfo);
    Optional<ObjectLocation> sample =
        first.objects().stream()
            .map(ListedObject::key)
            .filter(ListedObject::isExact)
            .filter(this::isChosen)
            .map(from::object)
            .findFirst();
    if (sample.isPresent()) {
      readableByCopier(sample.get());
    }
    whatMayBeReplaced(destinationInfo);
  }

  private boolean isChosen(String key) {
    return key.startsWith(settings.source().prefix())
        && settings.filter().accepts(key.substring(settings.source().prefix().length()));
  }

  /** A look that is not allowed, or is not to be had, leaves open what it would have shown. */
  private static BucketInfo bucket(ObjectStore store, Bucket bucket)
      throws RefusedException, InterruptedException {
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

  /** What no copy can do without, on either side. */
  private static ListingPage list(ObjectStore store, ObjectPrefix prefix)
      throws RefusedException, InterruptedException {
    try {
      return Answers.await(
          store.list(prefix, Optional.empty()), StoreOperation.LIST_OBJECTS, prefix);
    } catch (StoreException e) {
      String right =
          NO_RIGHT.contains(e.fault().code()) && e.fault().kind() == StoreFault.Kind.DENIED
              ? "the copy needs the right to list " + prefix + ": "
              : "";
      throw new RefusedException(right + e.fault());
    }
  }

  private void checkRegions(BucketInfo from, BucketInfo to) throws RefusedException {
    if (destination.profile().can(Ability.CROSS_REGION_COPY)) {
      return;
    }
    if (from.region().isEmpty() || to.region().isEmpty()) {
      warnings.add(
          String.format(
              "the store does not tell in which regions %s and %s are: if they are in two, no"
                  + " object can be copied",
              from.bucket(), to.bucket()));
    } else if (!from.region().equals(to.region())) {
      throw new RefusedException(
          String.format(
              "%s is in region %s and %s in region %s: this store does not copy across regions",
              from.bucket(), from.region().orElseThrow(), to.bucket(), to.region().orElseThrow()));
    }
  }

  private void whatMayBeReplaced(BucketInfo to) {
    StoreProfile profile = destination.profile();
    if (settings.rules().ifExists() != IfExists.FAIL) {
      return;
    }
    if (!profile.can(Ability.COPY_OBJECT_IF_ABSENT) || !profile.can(Ability.COMPLETE_IF_ABSENT)) {
      warnings.add(
          String.format(
              "the store of %s is not known to decide --if-exists fail in the step that writes:"
                  + " each destination is looked at directly before, and what somebody else writes"
                  + " between that look and the copy is replaced",
              to.bucket()));
    } else if (to.versions() != BucketInfo.Versions.NONE
        && !profile.can(Ability.IF_ABSENT_ON_VERSIONED_BUCKETS)) {
      warnings.add(
          String.format(
              "%s %s versions, and this store may ignore the condition of --if-exists fail in"
                  + " such buckets: each destination is looked at directly before, and what"
                  + " somebody else writes between that look and the copy is replaced (and kept"
                  + " as an older version)",
              to.bucket(), to.versions() == BucketInfo.Versions.KEPT ? "keeps" : "may keep"));
    }
  }

  /**
   * A copy is made with the destination's credentials, which have to be able to read the source.
   * One object says nothing of the others, which may have other rights or another key.
   */
  private void readableByCopier(ObjectLocation object) throws InterruptedException {
    try {
      ObjectInfo info =
          Answers.await(
              destination.head(object, Optional.empty()), StoreOperation.HEAD_OBJECT, object);
      if (info.traits().contains(ObjectTrait.KEY_OF_SERVICE)) {
        warnings.add(
            object
                + " is encrypted with a key of a key service (KMS): copies are encrypted as the"
                + " settings or the bucket of the destination say, not with that key");
      }
    } catch (StoreException e) {
      StoreFault fault = e.fault();
      if (fault.kind() == StoreFault.Kind.DENIED) {
        warnings.add(
            "the login of the destination makes the copy and may not read the first object of the"
                + " source: "
                + fault);
      }
    }
  }
}
