package org.bucketcopy.job.check;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.check.Finding.Outcome;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.copy.SourceSample;
import org.bucketcopy.job.probe.PartSource;
import org.bucketcopy.job.transfer.StorePair;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreOperation;

/** What is asked at the source, with both sets of credentials. For one thread. */
final class SourceChecks {
  private static final String NO_OBJECT =
      "there is no object to look at, or the filters leave none";

  private final CopySettings settings;
  private final StorePair stores;
  private final ObjectStore listed;
  private final Findings findings;
  private Optional<ObjectLocation> sample = Optional.empty();
  private Optional<PartSource> ofRanges = Optional.empty();
  private Optional<ObjectInfo> info = Optional.empty();
  private Map<String, String> tags = Map.of();

  /**
   * @param stores the source's store, as copies see it, and the destination's
   * @param listed the source's store as it is, which filters go by
   */
  SourceChecks(CopySettings settings, StorePair stores, ObjectStore listed, Findings findings) {
    this.settings = settings;
    this.stores = stores;
    this.listed = listed;
    this.findings = findings;
  }

  void look() throws InterruptedException {
    sample = settings.mapping().object();
    if (sample.isEmpty()) {
      findings.of(Check.LIST_SOURCE, this::listed).ifPresent(this::choose);
    }
    if (sample.isEmpty()) {
      findings.add(Finding.of(Check.HEAD_SOURCE, Outcome.NOT_KNOWN, NO_OBJECT));
      findings.add(Finding.of(Check.HEAD_BY_COPIER, Outcome.NOT_KNOWN, NO_OBJECT));
      return;
    }
    ObjectLocation object = sample.orElseThrow();
    info = findings.of(Check.HEAD_SOURCE, () -> head(stores.source(), object));
    Optional<ObjectInfo> seen =
        findings.of(Check.HEAD_BY_COPIER, () -> head(stores.destination(), object));
    info = info.or(() -> seen);
    ofRanges = ofRanges.map(this::asSeen).or(() -> info.flatMap(this::ofSingle));
    if (settings.rules().copiesTags() && stores.source().profile().can(Ability.TAGS)) {
      tags =
          findings
              .of(Check.TAGS_OF_SOURCE, () -> tags(stores.source(), object, version()))
              .orElse(Map.of());
      findings.of(Check.TAGS_BY_COPIER, () -> tags(stores.destination(), object, version()));
    }
  }

  private void choose(ListingPage page) {
    SourceSample objects = new SourceSample(settings, page);
    ofRanges = objects.ofRanges(stores.destination().profile());
    sample = ofRanges.map(range -> range.object().location()).or(objects::first);
  }

  private Optional<PartSource> ofSingle(ObjectInfo seen) {
    StoreLimits limits = stores.destination().profile().limits();
    return settings
        .mapping()
        .object()
        .filter(object -> PartSource.allows(seen.size(), limits))
        .map(
            object ->
                PartSource.of(
                    new SourceObject(object, seen.identity(), seen.metadata().storageClass()),
                    limits));
  }

  /** With the version that a HEAD has shown: to read one may take a right of its own. */
  private PartSource asSeen(PartSource listed) {
    return info.map(
            seen ->
                new PartSource(
                    new SourceObject(
                        listed.object().location(),
                        seen.identity(),
                        listed.object().storageClass()),
                    listed.range()))
        .orElse(listed);
  }

  private ListingPage listed() throws InterruptedException {
    ObjectPrefix prefix = settings.listed().source();
    return Answers.await(
        listed.list(prefix, Optional.empty()), StoreOperation.LIST_OBJECTS, prefix);
  }

  private static ObjectInfo head(ObjectStore store, ObjectLocation object)
      throws InterruptedException {
    return Answers.await(store.head(object, Optional.empty()), StoreOperation.HEAD_OBJECT, object);
  }

  private static Map<String, String> tags(
      ObjectStore store, ObjectLocation object, Optional<String> version)
      throws InterruptedException {
    return Answers.await(store.tags(object, version), StoreOperation.READ_TAGS, object);
  }

  private Optional<String> version() {
    return info.flatMap(seen -> seen.identity().versionId());
  }

  /** The object that stands for all. */
  Optional<ObjectLocation> sample() {
    return sample;
  }

  /** What a part can be copied from. */
  Optional<PartSource> ofRanges() {
    return ofRanges;
  }

  /** What its copy would carry, but for tags that it has not. */
  ObjectMetadata metadata() {
    ObjectMetadata carried = info.map(ObjectInfo::metadata).orElse(ObjectMetadata.NONE);
    return carried.withTags(tags).overriddenBy(settings.given());
  }
}
