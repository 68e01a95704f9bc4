package org.bucketcopy.job.copy;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.run.BucketLook;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.BucketInfo;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Finds out, before anything is touched, whether the copy can be made. It asks for no right that
 * the copy does not need: what a store does not report is unknown, and only what the copy cannot do
 * without ends the run.
 */
final class Preflight {
  /** The calls of a copy that make objects. */
  private static final Set<Ability> CALLS =
      Sets.immutableEnumSet(Ability.COPY_OBJECT_IF_ABSENT, Ability.COMPLETE_IF_ABSENT);

  private final CopySettings settings;
  private final ObjectStore source;
  private final ObjectStore destination;
  private final List<String> warnings = new ArrayList<>();

  private Preflight(CopySettings settings, ObjectStore source, ObjectStore destination) {
    this.settings = settings;
    this.source = source;
    this.destination = destination;
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
    BucketLook sourceLook = new BucketLook(source);
    BucketLook destinationLook = new BucketLook(destination);
    ListingPage first = sourceLook.list(settings.source());
    destinationLook.list(settings.destination());
    BucketInfo sourceInfo = sourceLook.bucket(from);
    BucketInfo destinationInfo = destinationLook.bucket(to);
    checkRegions(sourceInfo, destinationInfo);
    destinationLook.requireTags(to, settings.given());
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
    destinationLook
        .mayBeReplaced(destinationInfo, settings.rules().ifExists(), CALLS)
        .ifPresent(warnings::add);
  }

  private boolean isChosen(String key) {
    return key.startsWith(settings.source().prefix())
        && settings
            .transfer()
            .selection()
            .filter()
            .accepts(key.substring(settings.source().prefix().length()));
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
            "the destination's credentials make the copy and may not read the first object of the"
                + " source: "
                + fault);
      }
    }
  }
}
