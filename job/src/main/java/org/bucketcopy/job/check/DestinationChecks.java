package org.bucketcopy.job.check;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bucketcopy.job.check.Finding.Outcome;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.probe.Pin;
import org.bucketcopy.job.probe.Probed;
import org.bucketcopy.job.stores.RightsLanguage.Wishes;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.BucketInfo;
import org.bucketcopy.planner.store.ListedInstead;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.thread.Machine;

/** What is asked at the destination, with its own credentials. For one thread. */
final class DestinationChecks {
  /** Of an object without tags: whether its copy might have some. */
  private static final ImmutableMap<String, String> SOME_TAG =
      ImmutableMap.of("bucket-copy", "check");

  private final CopySettings settings;
  private final RetriedStores stores;
  private final Findings findings;
  private final Bucket bucket;
  private final Wishes wishes;
  private final Trials trials;
  private Optional<ObjectLocation> there = Optional.empty();
  private Pin pin = Pin.NOT_KNOWN;

  /**
   * @param leftOpen takes each key of which an upload may be open
   */
  DestinationChecks(
      CopySettings settings,
      RetriedStores stores,
      Findings findings,
      Machine machine,
      Consumer<ObjectLocation> leftOpen) {
    this.settings = settings;
    this.stores = stores;
    this.findings = findings;
    this.bucket = settings.destination().bucket();
    this.wishes = stores.rights(bucket).wishes();
    this.trials = new Trials(settings.destination(), stores, machine, leftOpen);
  }

  /** What becomes of the condition on parts. */
  Pin pin() {
    return pin;
  }

  void look(SourceChecks source, StoreProfile profile) throws InterruptedException {
    ObjectStore store = stores.of(bucket);
    there = settings.mapping().object().isPresent() ? single(store) : list(store);
    if (!profile.can(Ability.CROSS_REGION_COPY)) {
      regions(store);
    }
    ObjectMetadata metadata = source.metadata();
    boolean tags =
        profile.can(Ability.TAGS)
            && (settings.rules().copiesTags() || settings.rules().replacesTags());
    ObjectMetadata tagged =
        tags && metadata.tags().isEmpty() ? metadata.withTags(SOME_TAG) : metadata;
    Set<Right> wanted = EnumSet.noneOf(Right.class);
    wanted.addAll(wishes.wanted());
    if (tags) {
      wanted.add(Right.WRITE_TAGS);
    }
    unshown(Sets.difference(wanted, wishes.initiated()));
    Probed probed =
        new Elimination(findings, with -> trials.make(with, tagged, source.ofRanges()))
            .run(Sets.intersection(wanted, wishes.initiated()).immutableCopy());
    look(probed, source);
    read(store, there.orElse(probed.key()), tags);
    rest(store);
  }

  /** Returns an object that is there; empty if there is none, or nothing is known of it. */
  private Optional<ObjectLocation> list(ObjectStore store) throws InterruptedException {
    return findings
        .of(
            Check.LIST_DESTINATION,
            () ->
                Answers.await(
                    store.list(settings.listed().destination(), Optional.empty()),
                    StoreOperation.LIST_OBJECTS,
                    settings.listed().destination()))
        .flatMap(
            page ->
                page.objects().stream()
                    .map(ListedObject::key)
                    .filter(ListedObject::isExact)
                    .findFirst()
                    .map(bucket::object));
  }

  /** What is where a single object goes: a copy need not list it if it may look at it. */
  private Optional<ObjectLocation> single(ObjectStore store) throws InterruptedException {
    ObjectLocation object = bucket.object(settings.destination().prefix());
    try {
      return Answers.await(ListedInstead.object(store, object), StoreOperation.HEAD_OBJECT, object)
          .map(found -> object);
    } catch (StoreException e) {
      findings.add(Check.LIST_DESTINATION, e.fault());
      return Optional.empty();
    }
  }

  private void rest(ObjectStore store) throws InterruptedException {
    findings.of(
        Check.LIST_UPLOADS,
        () ->
            Answers.await(
                store.openUploadsAfter(settings.destination(), Optional.empty()),
                StoreOperation.LIST_UPLOADS,
                settings.destination()));
    findings.add(
        Finding.of(
            Check.DELETE, Outcome.NOT_KNOWN, "not probed: nothing is deleted to find it out"));
  }

  private void regions(ObjectStore store) throws InterruptedException {
    Optional<String> from =
        region(stores.of(settings.source().bucket()), settings.source().bucket());
    Optional<String> to = region(store, bucket);
    if (from.isEmpty() || to.isEmpty()) {
      findings.add(
          Finding.of(
              Check.REGIONS,
              Outcome.NOT_KNOWN,
              "the store does not tell in which regions the buckets are: if they are in two, no"
                  + " object can be copied"));
    } else if (from.equals(to)) {
      findings.add(Finding.ok(Check.REGIONS));
    } else {
      findings.add(
          Finding.of(
              Check.REGIONS,
              Outcome.FAILED,
              String.format(
                  "%s is in region %s and %s in region %s: this store does not copy across regions",
                  settings.source().bucket(), from.orElseThrow(), bucket, to.orElseThrow())));
    }
  }

  private static Optional<String> region(ObjectStore store, Bucket bucket)
      throws InterruptedException {
    try {
      BucketInfo info = Answers.await(store.bucket(bucket), StoreOperation.HEAD_BUCKET, bucket);
      return info.region();
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  private void unshown(Set<Right> rights) {
    if (rights.contains(Right.WRITE_ACL)) {
      findings.add(
          Finding.of(
              Check.WRITE_ACL,
              Outcome.NOT_KNOWN,
              "this store takes an ACL when an upload is completed, which no check does"));
    }
  }

  private void look(Probed probed, SourceChecks source) {
    pin = probed.pin();
    if (!probed.worked(StoreOperation.INITIATE)) {
      return;
    }
    if (source.ofRanges().isEmpty()) {
      String none =
          "the first page of the source has no object that is large enough to be copied by parts";
      findings.add(Finding.of(Check.COPY_PART, Outcome.NOT_KNOWN, none));
      findings.add(Finding.of(Check.CONDITION, Outcome.NOT_KNOWN, none));
    } else {
      probed
          .fault(StoreOperation.COPY_PART)
          .ifPresentOrElse(this::refusedPart, () -> findings.add(Finding.ok(Check.COPY_PART)));
      findings.add(condition());
    }
    take(probed, StoreOperation.LIST_PARTS, Check.LIST_PARTS);
    take(probed, StoreOperation.ABORT, Check.ABORT);
  }

  private void take(Probed probed, StoreOperation call, Check check) {
    probed
        .fault(call)
        .ifPresentOrElse(
            fault -> findings.add(check, fault), () -> findings.add(Finding.ok(check)));
  }

  /**
   * A part takes the rights to read the source and to write the destination. The latter is there,
   * since the upload was initiated.
   */
  private void refusedPart(StoreFault fault) {
    Optional<Right> read =
        findings.outcome(Check.HEAD_BY_COPIER) == Outcome.DENIED
            ? Optional.of(Right.READ)
            : Optional.empty();
    Optional<Right> named = findings.named(Check.COPY_PART, fault);
    if (named.filter(right -> right != Right.READ).isPresent()) {
      findings.add(Finding.of(Check.COPY_PART, fault, named));
    } else {
      findings.add(
          new Finding(
              Check.COPY_PART,
              Finding.of(Check.COPY_PART, fault, read).outcome(),
              Optional.empty(),
              Optional.of(fault),
              Optional.of(fault + (read.isPresent() ? " (the source cannot be read)" : ""))));
    }
  }

  private Finding condition() {
    return switch (pin) {
      case HONOURED -> Finding.ok(Check.CONDITION);
      case IGNORED ->
          Finding.of(
              Check.CONDITION,
              Outcome.NOT_SUPPORTED,
              "the store ignores it: each source is looked at again before its copy is completed");
      case NOT_SENT ->
          Finding.of(
              Check.CONDITION,
              Outcome.NOT_SUPPORTED,
              "the store has no such condition: each source is looked at again before its copy is"
                  + " completed");
      case NOT_KNOWN -> Finding.of(Check.CONDITION, Outcome.NOT_KNOWN, "no answer has shown it");
    };
  }

  private void read(ObjectStore store, ObjectLocation object, boolean tags)
      throws InterruptedException {
    read(
        Check.HEAD_DESTINATION,
        () ->
            Answers.await(
                store.head(object, Optional.empty()), StoreOperation.HEAD_OBJECT, object));
    if (tags) {
      read(
          Check.TAGS_OF_DESTINATION,
          () ->
              Answers.await(
                  store.tags(object, Optional.empty()), StoreOperation.READ_TAGS, object));
    }
  }

  /**
   * Where no object is there, that is the answer to who may look at one. Who may not list the whole
   * bucket is denied it on S3, whatever else he may (docs.aws.amazon.com, HeadObject,
   * "Permissions").
   */
  private void read(Check check, Findings.Call<?> call) throws InterruptedException {
    try {
      call.make();
      findings.add(Finding.ok(check));
    } catch (StoreException e) {
      StoreFault fault = e.fault();
      Optional<Right> named = findings.named(check, fault);
      if (fault.kind() == Kind.NOT_FOUND) {
        findings.add(Finding.ok(check));
      } else if (fault.kind() == Kind.DENIED && there.isEmpty() && !named.equals(check.right())) {
        findings.add(
            Finding.of(
                check,
                Outcome.NOT_KNOWN,
                "there is no object to try it with, and whether one is there is denied too: "
                    + fault));
      } else {
        findings.add(check, fault);
      }
    }
  }
}
