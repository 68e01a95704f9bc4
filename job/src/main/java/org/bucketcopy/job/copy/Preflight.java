package org.bucketcopy.job.copy;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.run.BucketLook;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.job.transfer.StorePair;
import org.bucketcopy.planner.model.Bucket;
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
  private final PartProbe probe;
  private final List<String> warnings = new ArrayList<>();

  private Preflight(CopySettings settings, StorePair stores, PartProbe probe) {
    this.settings = settings;
    this.source = stores.source();
    this.destination = stores.destination();
    this.probe = probe;
  }

  /**
   * Looks at both buckets.
   *
   * @return what the user has to know although the copy can be made, a sentence each
   * @param stores the source's store, and the destination's, which would make the copy
   * @param probe finds out by an upload what the destination allows and honours
   * @throws RefusedException if a bucket cannot be used or no server-side copy leads from one to
   *     the other
   * @throws InterruptedException if the run is to stop
   */
  static List<String> check(CopySettings settings, StorePair stores, PartProbe probe)
      throws RefusedException, InterruptedException {
    Preflight preflight = new Preflight(settings, stores, probe);
    preflight.check();
    return List.copyOf(preflight.warnings);
  }

  private void check() throws RefusedException, InterruptedException {
    Bucket from = settings.source().bucket();
    Bucket to = settings.destination().bucket();
    SourceSample.requireOneService(settings, source, destination);
    BucketLook sourceLook = new BucketLook(source);
    BucketLook destinationLook = new BucketLook(destination);
    ListingPage first = sourceLook.list(settings.source());
    ListingPage existing = destinationLook.list(settings.destination());
    BucketInfo sourceInfo = sourceLook.bucket(from);
    BucketInfo destinationInfo = destinationLook.bucket(to);
    checkRegions(sourceInfo, destinationInfo);
    destinationLook.requireTags(to, settings.given());
    SourceSample sample = new SourceSample(settings, first);
    Optional<ObjectLocation> object = sample.first();
    if (object.isPresent()) {
      readableByCopier(object.get());
    }
    destinationLook
        .mayBeReplaced(destinationInfo, settings.rules().ifExists(), CALLS)
        .ifPresent(warnings::add);
    probe.take(sample.byParts(existing, destination.profile()));
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
