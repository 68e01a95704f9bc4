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
import org.bucketcopy.planner.plan.CopyRoute;
import org.bucketcopy.planner.plan.RouteRule;
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
  /** The calls that make objects of copies that go server-side. */
  private static final Set<Ability> COPYING =
      Sets.immutableEnumSet(Ability.COPY_OBJECT_IF_ABSENT, Ability.COMPLETE_IF_ABSENT);

  /** The same of relayed ones. */
  private static final Set<Ability> RELAYING =
      Sets.immutableEnumSet(Ability.PUT_OBJECT_IF_ABSENT, Ability.COMPLETE_IF_ABSENT);

  private final CopySettings settings;
  private final ObjectStore source;
  private final ObjectStore destination;
  private final PartProbe probe;
  private final List<String> warnings = new ArrayList<>();

  /**
   * What was found out.
   *
   * @param route which way the copies go
   * @param warnings what the user has to know although they can be made, a sentence each
   */
  record Found(CopyRoute route, List<String> warnings) {}

  private Preflight(CopySettings settings, StorePair stores, PartProbe probe) {
    this.settings = settings;
    this.source = stores.source();
    this.destination = stores.destination();
    this.probe = probe;
  }

  /**
   * Looks at both buckets.
   *
   * @param stores the source's store, and the destination's
   * @param probe finds out by an upload what the destination allows and honours
   * @throws RefusedException if a bucket cannot be used or the wanted route does not lead from one
   *     to the other
   * @throws InterruptedException if the run is to stop
   */
  static Found check(CopySettings settings, StorePair stores, PartProbe probe)
      throws RefusedException, InterruptedException {
    Preflight preflight = new Preflight(settings, stores, probe);
    CopyRoute route = preflight.check();
    return new Found(route, List.copyOf(preflight.warnings));
  }

  private CopyRoute check() throws RefusedException, InterruptedException {
    Bucket to = settings.destination().bucket();
    Optional<String> twoServices = SourceSample.ofTwoServices(settings, source, destination);
    if (twoServices.isPresent() && settings.route() == RouteRule.SERVER_SIDE) {
      throw refused(twoServices.orElseThrow(), listedIfPossible());
    }
    BucketLook sourceLook = new BucketLook(source);
    BucketLook destinationLook = new BucketLook(destination);
    ListingPage first = pages().ofSource();
    ListingPage existing = pages().ofDestination();
    BucketInfo sourceInfo = sourceLook.bucket(settings.source().bucket());
    BucketInfo destinationInfo = destinationLook.bucket(to);
    destinationLook.requireTags(to, settings.given());
    SourceSample sample = new SourceSample(settings, first);
    CopyRoute route =
        settings.route() == RouteRule.RELAY
            ? CopyRoute.RELAY
            : route(twoServices.or(() -> regions(sourceInfo, destinationInfo)), sample);
    destinationLook
        .mayBeReplaced(
            destinationInfo,
            settings.rules().ifExists(),
            route == CopyRoute.RELAY ? RELAYING : COPYING)
        .ifPresent(warnings::add);
    if (route == CopyRoute.SERVER_SIDE) {
      probe.take(sample.byParts(existing, destination.profile()));
    }
    return route;
  }

  private FirstPages pages() {
    return new FirstPages(settings.listed(), source, destination);
  }

  /** One decision for the run: nothing is relayed that was to go server-side. */
  private CopyRoute route(Optional<String> obstacle, SourceSample sample)
      throws RefusedException, InterruptedException {
    if (obstacle.isPresent() && settings.route() == RouteRule.SERVER_SIDE) {
      throw refused(obstacle.orElseThrow(), Optional.of(sample.page()));
    }
    Optional<String> unreadable =
        obstacle.isEmpty() && sample.first().isPresent()
            ? unreadable(sample.first().orElseThrow())
            : Optional.empty();
    if (settings.route() == RouteRule.SERVER_SIDE) {
      unreadable.ifPresent(warnings::add);
      return CopyRoute.SERVER_SIDE;
    }
    Optional<String> reason = obstacle.or(() -> unreadable);
    warnings.add(
        reason
            .map(text -> "--route auto: objects are relayed through the executors: " + text)
            .orElse("--route auto: objects are copied server-side"));
    return reason.isPresent() ? CopyRoute.RELAY : CopyRoute.SERVER_SIDE;
  }

  private RefusedException refused(String obstacle, Optional<ListingPage> first) {
    return new RefusedException(
        obstacle
            + "; --route relay would move "
            + new RelayVolume(first).text()
            + " through the executors");
  }

  private Optional<ListingPage> listedIfPossible() throws InterruptedException {
    try {
      return Optional.of(pages().ofSource());
    } catch (RefusedException unknown) {
      return Optional.empty();
    }
  }

  /** Why no copy can be made from one region to the other. */
  private Optional<String> regions(BucketInfo from, BucketInfo to) {
    if (destination.profile().can(Ability.CROSS_REGION_COPY)) {
      return Optional.empty();
    }
    if (from.region().isEmpty() || to.region().isEmpty()) {
      warnings.add(
          String.format(
              "the store does not tell in which regions %s and %s are: if they are in two, no"
                  + " object can be copied",
              from.bucket(), to.bucket()));
      return Optional.empty();
    }
    return from.region().equals(to.region())
        ? Optional.empty()
        : Optional.of(
            String.format(
                "%s is in region %s and %s in region %s: this store does not copy across regions",
                from.bucket(),
                from.region().orElseThrow(),
                to.bucket(),
                to.region().orElseThrow()));
  }

  /**
   * A copy is made with the destination's credentials, which have to be able to read the source.
   * One object says nothing of the others, which may have other rights or another key.
   */
  private Optional<String> unreadable(ObjectLocation object) throws InterruptedException {
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
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of(e.fault())
          .filter(fault -> fault.kind() == StoreFault.Kind.DENIED)
          .map(
              fault ->
                  "the destination's credentials make the copy and may not read the first object"
                      + " of the source: "
                      + fault);
    }
  }
}
