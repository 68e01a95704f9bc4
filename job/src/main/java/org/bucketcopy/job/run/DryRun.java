package org.bucketcopy.job.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.plan.CopyByParts;
import org.bucketcopy.planner.plan.CopyRoute;
import org.bucketcopy.planner.plan.CopyWhole;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.plan.UploadByParts;
import org.bucketcopy.planner.plan.UploadWhole;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.AbsentDestination;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * Counts the requests that a plan would make, without making one, and fails what would be refused.
 * Listing is not counted here: the walk that plans has to make it.
 */
final class DryRun {
  private final StoreProfile store;
  private final IfExists ifExists;
  private final SourceReads reads;
  private final boolean relays;
  private final Results results;
  private final Map<StoreOperation, Long> requests = new EnumMap<>(StoreOperation.class);
  private long parts;
  private long sent;

  /**
   * @param store the store of the destination
   * @param ifExists what the user wants of objects that are there
   * @param reads what is read of sources beside their bytes
   * @param route which way copies go
   * @param results notified of what is refused
   */
  DryRun(
      StoreProfile store,
      IfExists ifExists,
      SourceReads reads,
      Optional<CopyRoute> route,
      Results results) {
    this.store = store;
    this.ifExists = ifExists;
    this.reads = reads;
    this.relays = route.filter(way -> way == CopyRoute.RELAY).isPresent();
    this.results = results;
  }

  void add(ObjectPlan plan) {
    if (plan instanceof CopyWhole whole && relays) {
      count(StoreOperation.READ_TAGS, reads.tags() ? 1 : 0);
      count(StoreOperation.READ_RANGE, 1);
      putWhole(whole.pair());
    } else if (plan instanceof CopyWhole) {
      count(
          StoreOperation.HEAD_OBJECT,
          looksBefore(Ability.COPY_OBJECT_IF_ABSENT) + (reads.metadata() ? 1 : 0));
      count(StoreOperation.READ_TAGS, readsTagsOfWholes() ? 1 : 0);
      count(StoreOperation.COPY_OBJECT, 1);
    } else if (plan instanceof CopyByParts byParts && relays) {
      count(StoreOperation.HEAD_OBJECT, 1);
      count(StoreOperation.READ_RANGE, byParts.layout().partCount());
      sentByParts(byParts.layout());
    } else if (plan instanceof CopyByParts byParts) {
      count(StoreOperation.HEAD_OBJECT, store.can(Ability.PART_COPY_IF_MATCH) ? 1 : 2);
      count(StoreOperation.HEAD_OBJECT, looksAtParts(byParts.layout()));
      upload(StoreOperation.COPY_PART, byParts.layout());
    } else if (plan instanceof UploadWhole whole) {
      putWhole(whole.pair());
    } else if (plan instanceof UploadByParts byParts) {
      sentByParts(byParts.layout());
    } else if (plan instanceof Refused refused) {
      results.failed(refused.pair(), refused.fault());
    }
  }

  private void putWhole(TransferPair pair) {
    count(StoreOperation.HEAD_OBJECT, looksBefore(Ability.PUT_OBJECT_IF_ABSENT));
    count(StoreOperation.PUT_OBJECT, 1);
    sent += pair.source().size();
  }

  private void sentByParts(PartLayout layout) {
    upload(StoreOperation.UPLOAD_PART, layout);
    sent += layout.size();
  }

  private boolean readsTagsOfWholes() {
    return reads.metadata()
        && reads.tags()
        && store.can(Ability.TAGS)
        && !store.can(Ability.TAGGING_DIRECTIVE);
  }

  /** The first part, and the last of more than two; uneven parts are looked at one by one. */
  private int looksAtParts(PartLayout layout) {
    if (!reads.parts()) {
      return 0;
    }
    return layout.partCount() > 2 ? 2 : 1;
  }

  private void upload(StoreOperation part, PartLayout layout) {
    parts += layout.partCount();
    count(StoreOperation.HEAD_OBJECT, 1 + looksBefore(Ability.COMPLETE_IF_ABSENT));
    count(StoreOperation.READ_TAGS, reads.tags() && store.can(Ability.TAGS) ? 1 : 0);
    count(StoreOperation.INITIATE, 1);
    count(part, layout.partCount());
    count(StoreOperation.COMPLETE, 1);
  }

  private int looksBefore(Ability call) {
    return AbsentDestination.looks(store, ifExists.destination(), call) ? 1 : 0;
  }

  private void count(StoreOperation operation, long times) {
    if (times > 0) {
      requests.merge(operation, times, Long::sum);
    }
  }

  RequestCounts requests() {
    return new RequestCounts(requests, 0, 0);
  }

  long parts() {
    return parts;
  }

  /** The bytes that the run would send itself. */
  long sent() {
    return sent;
  }
}
