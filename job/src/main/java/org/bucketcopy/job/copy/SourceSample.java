package org.bucketcopy.job.copy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bucketcopy.job.probe.PartSource;
import org.bucketcopy.job.run.WatchedFilter;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.CopyByParts;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.SkipRule;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * The objects of a copy that are on the first page of its source, for one that can stand for all.
 *
 * @param settings which objects are copied, and in which storage class
 * @param page the first page of the source, as it is
 */
public record SourceSample(CopySettings settings, ListingPage page) {
  /** Why no copy can be made server-side, if that is because it is between two services. */
  public static Optional<String> ofTwoServices(
      CopySettings settings, ObjectStore source, ObjectStore destination) {
    return source.profile().service().equals(destination.profile().service())
        ? Optional.empty()
        : Optional.of(
            String.format(
                "%s is on %s and %s on %s: a server-side copy works only within one service",
                settings.source().bucket(),
                source.profile().service(),
                settings.destination().bucket(),
                destination.profile().service()));
  }

  /** The first object; empty if there is none. */
  public Optional<ObjectLocation> first() {
    return chosen().map(object -> location(object)).findFirst();
  }

  /** The first object of which a range can be copied; empty if there is none. */
  public Optional<PartSource> ofRanges(StoreProfile destination) {
    return chosen()
        .filter(object -> PartSource.allows(object.size(), destination.limits()))
        .map(object -> PartSource.of(source(object), destination.limits()))
        .findFirst();
  }

  /**
   * The first object that is to be copied by parts; empty if there is none.
   *
   * @param existing the first page of the destination: what is there may be left alone
   */
  Optional<CopyPair> byParts(ListingPage existing, StoreProfile destination) {
    Map<String, ListedObject> there = new HashMap<>();
    existing.objects().forEach(object -> there.put(object.key(), object));
    SkipRule skip =
        new SkipRule(
            settings.rules().ifExists(),
            settings.transfer().selection().compare(),
            OptionalLong.empty());
    CopyPlanner planner = new CopyPlanner(destination, settings.transfer().plan());
    return chosen()
        .filter(object -> settings.mapping().names(object.key()))
        .map(object -> pair(object, there))
        .filter(pair -> skip.verdict(pair) == SkipRule.Verdict.COPY)
        .filter(pair -> planner.plan(pair) instanceof CopyByParts)
        .findFirst();
  }

  private CopyPair pair(ListedObject object, Map<String, ListedObject> there) {
    ObjectLocation to = settings.mapping().destinationOf(object.key());
    return source(object).to(to, Optional.ofNullable(there.get(to.key())));
  }

  private SourceObject source(ListedObject object) {
    return SourceObject.of(settings.source().bucket(), object)
        .inClass(settings.rules().classOfCopy(object.storageClass()));
  }

  private ObjectLocation location(ListedObject object) {
    return settings.source().bucket().object(object.key());
  }

  private String name(ListedObject object) {
    return WatchedFilter.name(settings.mapping().relative(object.key()), location(object).uri());
  }

  private Stream<ListedObject> chosen() {
    String prefix = settings.source().prefix();
    return page.objects().stream()
        .filter(object -> ListedObject.isExact(object.key()) && object.key().startsWith(prefix))
        .filter(
            object ->
                settings
                    .transfer()
                    .selection()
                    .filter()
                    .accepts(name(object), SourceObject.of(settings.source().bucket(), object)));
  }
}
