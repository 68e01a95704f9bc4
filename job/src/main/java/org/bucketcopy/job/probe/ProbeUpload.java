package org.bucketcopy.job.probe;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;

/** One upload of a probe, as far as it is. For one thread. */
final class ProbeUpload {
  /** A signal leaves seven seconds for all that a run ends with. */
  private static final Duration LAST_ABORT = Duration.ofSeconds(2);

  private final UploadProbe probe;
  private final ObjectStore destination;
  private final UploadIntent intent;
  private final ObjectLocation key;
  private final boolean ofItsOwn;
  private final CompletionStage<UploadHandle> initiated;
  private final Map<StoreOperation, Optional<StoreFault>> calls =
      new EnumMap<>(StoreOperation.class);
  private Pin pin = Pin.NOT_KNOWN;
  private boolean unsure;

  /**
   * @param ofItsOwn whether no other upload has its key
   * @param initiated the upload, once it is initiated
   */
  ProbeUpload(
      UploadProbe probe,
      UploadIntent intent,
      boolean ofItsOwn,
      CompletionStage<UploadHandle> initiated) {
    this.probe = probe;
    this.destination = probe.destination();
    this.intent = intent;
    this.key = intent.destination();
    this.ofItsOwn = ofItsOwn;
    this.initiated = initiated;
  }

  Probed probed(Optional<PartSource> source) throws InterruptedException {
    try {
      boolean open = ask(source);
      return new Probed(key, calls, pin, open);
    } catch (InterruptedException e) {
      if (!endsSoon()) {
        throw new UploadProbe.LeftOpenException(key);
      }
      throw e;
    }
  }

  /** Returns whether the upload may be open after all. */
  private boolean ask(Optional<PartSource> source) throws InterruptedException {
    Optional<UploadHandle> made = call(StoreOperation.INITIATE, initiated);
    if (made.isEmpty()) {
      boolean lost = fault(StoreOperation.INITIATE).filter(ProbeUpload::isLost).isPresent();
      boolean open = lost && !abortedUnseen();
      if (!open) {
        probe.journal().withdrawn(intent);
      }
      return open;
    }
    return askOf(made.orElseThrow(), source);
  }

  private boolean askOf(UploadHandle upload, Optional<PartSource> source)
      throws InterruptedException {
    Optional<UploadRecord> noted =
        source.map(part -> part.record(upload, new UploadToken(intent.token())));
    if (noted.isPresent() && call(probe.journal().initiated(noted.orElseThrow()))) {
      copy(upload, source.orElseThrow());
    }
    boolean gone =
        probe.depth() == UploadProbe.Depth.THOROUGH ? abortedAndGone(upload) : aborted(upload);
    if (gone) {
      noted.ifPresentOrElse(probe.journal()::ended, () -> probe.journal().withdrawn(intent));
    }
    return !gone;
  }

  /** A journal that takes no more ends the run by itself; then no part is copied. */
  private boolean call(CompletionStage<Void> noted) throws InterruptedException {
    try {
      Answers.await(noted, StoreOperation.INITIATE, key);
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  private void copy(UploadHandle upload, PartSource source) throws InterruptedException {
    Optional<UploadedPart> part =
        call(StoreOperation.COPY_PART, destination.copyPart(source.right(upload)));
    if (part.isEmpty()) {
      unsure |= fault(StoreOperation.COPY_PART).filter(ProbeUpload::isLost).isPresent();
      return;
    }
    if (!part.orElseThrow().conditional()) {
      pin = Pin.NOT_SENT;
    } else if (probe.depth() == UploadProbe.Depth.THOROUGH
        || destination.profile().can(Ability.PART_COPY_IF_MATCH)) {
      pin = pin(source.wrong(upload));
    }
  }

  private Pin pin(PartCopy wrong) throws InterruptedException {
    try {
      UploadedPart part = Answers.await(destination.copyPart(wrong), StoreOperation.COPY_PART, key);
      return part.conditional() ? Pin.IGNORED : Pin.NOT_SENT;
    } catch (StoreException e) {
      unsure |= isLost(e.fault());
      return e.fault().kind() == Kind.SOURCE_CHANGED ? Pin.HONOURED : Pin.NOT_KNOWN;
    }
  }

  /** A copy whose answer was lost may write its part after an abort. */
  private boolean aborted(UploadHandle upload) throws InterruptedException {
    call(StoreOperation.ABORT, unsure ? probe.abortThoroughly(upload) : destination.abort(upload));
    return fault(StoreOperation.ABORT).isEmpty();
  }

  /**
   * Where parts may not be listed, the list of uploads says whether one is gone. Who may not list
   * the bucket is denied the parts of an upload that is gone (Ceph RGW 16).
   */
  private boolean abortedAndGone(UploadHandle upload) throws InterruptedException {
    call(StoreOperation.LIST_PARTS, destination.partsAfter(upload, 0));
    if (fault(StoreOperation.LIST_PARTS).isEmpty()) {
      call(StoreOperation.ABORT, probe.abortThoroughly(upload));
      if (fault(StoreOperation.ABORT).filter(ProbeUpload::isOfParts).isEmpty()) {
        return fault(StoreOperation.ABORT).isEmpty();
      }
    }
    call(StoreOperation.ABORT, destination.abort(upload));
    return fault(StoreOperation.ABORT).isEmpty() && abortedUnseen();
  }

  /** Returns whether none of it is open. */
  private boolean abortedUnseen() throws InterruptedException {
    try {
      Answers.await(abortUnseen(), StoreOperation.ABORT, key);
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  /** A key of its own is of one upload alone: whatever is open under it is to be aborted. */
  private CompletionStage<Void> abortUnseen() {
    if (!ofItsOwn) {
      return CompletableFuture.failedStage(
          new StoreException(
              StoreFault.found(
                  Kind.UNKNOWN, StoreOperation.INITIATE, key, "other uploads may have its key")));
    }
    return destination
        .openUploads(new ObjectPrefix(key.bucket(), key.key()))
        .thenCompose(
            open ->
                CompletableFuture.allOf(
                    open.uploads().stream()
                        .map(one -> destination.abort(one.handle()).toCompletableFuture())
                        .toArray(CompletableFuture[]::new)));
  }

  private Optional<StoreFault> fault(StoreOperation call) {
    return calls.getOrDefault(call, Optional.empty());
  }

  private <T> Optional<T> call(StoreOperation operation, CompletionStage<T> call)
      throws InterruptedException {
    try {
      Optional<T> answer = Optional.ofNullable(Answers.await(call, operation, key));
      calls.put(operation, Optional.empty());
      return answer;
    } catch (StoreException e) {
      calls.put(operation, Optional.of(e.fault()));
      return Optional.empty();
    }
  }

  private static boolean isOfParts(StoreFault fault) {
    return fault.operation() == StoreOperation.LIST_PARTS && fault.kind() == Kind.DENIED;
  }

  private static boolean isLost(StoreFault fault) {
    return fault.kind() == Kind.UNKNOWN;
  }

  /** Whether nothing is open before the process has to end: a refused Initiate left nothing. */
  private boolean endsSoon() {
    try {
      return initiated
          .thenCompose(destination::abort)
          .exceptionallyCompose(
              failure ->
                  isLost(StoreException.faultOf(failure, StoreOperation.ABORT, key))
                      ? abortUnseen()
                      : CompletableFuture.failedStage(failure))
          .handle((aborted, failure) -> failure == null || refusedToInitiate(failure))
          .toCompletableFuture()
          .get(LAST_ABORT.toMillis(), MILLISECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      return false;
    }
  }

  private static boolean refusedToInitiate(Throwable failure) {
    StoreFault fault = StoreException.faultOf(failure, StoreOperation.ABORT, "");
    return fault.operation() == StoreOperation.INITIATE && !isLost(fault);
  }
}
