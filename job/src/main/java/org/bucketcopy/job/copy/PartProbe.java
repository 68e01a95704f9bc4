package org.bucketcopy.job.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.probe.PartSource;
import org.bucketcopy.job.probe.Pin;
import org.bucketcopy.job.probe.Probed;
import org.bucketcopy.job.probe.UploadProbe;
import org.bucketcopy.job.probe.UploadProbe.Depth;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.job.stores.Statement;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Machine;

/**
 * What a copy finds out before it begins, where it copies by parts: by one upload that is never
 * completed, in four requests. A store that ignores the condition on parts is used from then on as
 * one that has none, so that sources are looked at again. For one thread; {@link #leftOpen} for
 * any.
 */
final class PartProbe {
  private final CopySettings settings;
  private final RetriedStores stores;
  private final Machine machine;
  private Optional<CopyPair> sample = Optional.empty();
  private final AtomicInteger leftOpen = new AtomicInteger();

  PartProbe(CopySettings settings, RetriedStores stores, Machine machine) {
    this.settings = settings;
    this.stores = stores;
    this.machine = machine;
  }

  /** Uploads of it that may still be open. */
  int leftOpen() {
    return leftOpen.get();
  }

  /** From now on, this is what is to be copied by parts. */
  void take(Optional<CopyPair> found) {
    sample = found;
  }

  /**
   * Makes the probe, if there is anything that is to be copied by parts.
   *
   * @param journal of the run
   * @return what the user has to know, a sentence each
   * @throws RefusedException if no upload may be initiated at the destination
   */
  List<String> probe(UploadJournal journal) throws RefusedException, InterruptedException {
    if (sample.isEmpty()) {
      return List.of();
    }
    ObjectStore destination = stores.of(to());
    UploadProbe probe =
        new UploadProbe(destination, settings.destination(), machine, Depth.BRIEF, journal);
    CopyPair pair = sample.orElseThrow();
    PartSource source = PartSource.of(pair.source(), destination.profile().limits());
    ObjectMetadata metadata = settings.given().orIn(pair.storageClass());
    List<String> warnings = new ArrayList<>();
    Probed probed = made(() -> probe.probe(metadata, Optional.of(source)));
    Optional<StoreFault> refusal = denied(probed, StoreOperation.INITIATE);
    if (refusal.isPresent() && !metadata.equals(ObjectMetadata.NONE)) {
      // Another object may need none of what this one was refused for.
      probed = made(() -> probe.probe(ObjectMetadata.NONE, Optional.of(source)));
      if (denied(probed, StoreOperation.INITIATE).isEmpty()) {
        warnings.add(missing(refusal.orElseThrow()));
      }
    }
    if (denied(probed, StoreOperation.INITIATE).isPresent()) {
      probed = made(() -> probe.initiate(pair.destination()));
    }
    refuseIfNoneIsInitiated(denied(probed, StoreOperation.INITIATE));
    denied(probed, StoreOperation.COPY_PART).map(this::missing).ifPresent(warnings::add);
    denied(probed, StoreOperation.ABORT).map(this::missing).ifPresent(warnings::add);
    if (probed.pin() == Pin.IGNORED && destination.profile().can(Ability.PART_COPY_IF_MATCH)) {
      stores.lacks(to(), Ability.PART_COPY_IF_MATCH);
      warnings.add(
          "the store of "
              + to()
              + " ignores which ETag the source of a part must have: each source is looked at again"
              + " before its copy is completed");
    }
    return warnings;
  }

  private Bucket to() {
    return settings.destination().bucket();
  }

  /** A probe that waits for answers. */
  private interface Asked {
    Probed make() throws InterruptedException;
  }

  private Probed made(Asked probe) throws InterruptedException {
    try {
      Probed probed = probe.make();
      leftOpen.addAndGet(probed.leftOpen() ? 1 : 0);
      return probed;
    } catch (UploadProbe.LeftOpenException e) {
      leftOpen.incrementAndGet();
      throw e;
    }
  }

  private static Optional<StoreFault> denied(Probed probed, StoreOperation call) {
    return probed.fault(call).filter(fault -> fault.kind() == Kind.DENIED);
  }

  private void refuseIfNoneIsInitiated(Optional<StoreFault> denied) throws RefusedException {
    if (denied.isPresent()) {
      StoreFault fault = denied.orElseThrow();
      throw new RefusedException(
          "the run needs the right to initiate uploads under "
              + settings.destination()
              + ": "
              + fault
              + statement(fault));
    }
  }

  private String statement(StoreFault fault) {
    return stores
        .rights(to())
        .statements(settings.destination(), Map.of(right(fault), fault))
        .stream()
        .findFirst()
        .map(PartProbe::told)
        .orElse("");
  }

  private static String told(Statement statement) {
    return "; to " + statement.policy() + ", add " + statement.json();
  }

  private Right right(StoreFault fault) {
    return stores
        .rights(to())
        .named(fault)
        .or(() -> Right.of(fault.operation()))
        .orElse(Right.WRITE);
  }

  /** A copy needs two rights, and which of them is missing is not in every answer. */
  private String missing(StoreFault fault) {
    Optional<Right> named = stores.rights(to()).named(fault);
    String right =
        named
            .or(() -> Right.of(fault.operation()))
            .filter(known -> named.isPresent() || fault.operation() != StoreOperation.COPY_PART)
            .map(known -> "the right " + known.word())
            .orElse("the right to read the source or to write the destination");
    return right + " seems to be missing, as `check` shows in detail: " + fault;
  }
}
