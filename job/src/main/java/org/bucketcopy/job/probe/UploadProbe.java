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
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.transfer.UploadAbort;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.thread.Machine;

/**
 * Initiates an upload as a copy would, copies parts into it and aborts it. Nothing of it is ever
 * visible, and what cannot be aborted is said. For one thread.
 */
public final class UploadProbe {
  /** What the last name of its keys begins with. */
  public static final String NAME = ".bucket-copy-check-";

  private static final String RUN = "check";

  /** A signal leaves seven seconds for all that a run ends with. */
  private static final Duration LAST_ABORT = Duration.ofSeconds(2);

  private final ObjectStore destination;
  private final ObjectPrefix prefix;
  private final Machine machine;
  private final Depth depth;
  private final UploadJournal journal;

  /** How much is asked. */
  public enum Depth {
    /** What a copy has to know: at most four requests. */
    BRIEF,
    /** Whether parts can be listed too, and that the upload is gone. */
    THOROUGH
  }

  /** An upload that stays open because the thread is to stop. */
  public static final class LeftOpenException extends InterruptedException {
    private final ObjectLocation key;

    private LeftOpenException(ObjectLocation key) {
      super("the upload of " + key + " may still be open");
      this.key = key;
    }

    /** The key that the upload has. */
    public ObjectLocation key() {
      return key;
    }
  }

  /**
   * @param destination the store that would make the copies
   * @param prefix where they would be
   * @param machine where time, threads and random keys come from
   * @param depth how much is asked
   * @param journal where the upload is noted before it is initiated, so that a process may die at
   *     any moment
   */
  public UploadProbe(
      ObjectStore destination,
      ObjectPrefix prefix,
      Machine machine,
      Depth depth,
      UploadJournal journal) {
    this.destination = destination;
    this.prefix = prefix;
    this.machine = machine;
    this.depth = depth;
    this.journal = journal;
  }

  /**
   * Makes the upload, under a key of its own, and aborts it.
   *
   * @param metadata what the upload is to carry, beside a token of ours
   * @param source what a part is copied from; empty for no part
   * @throws LeftOpenException if the thread was interrupted, and the upload could not be aborted
   * @throws InterruptedException if the thread was interrupted
   */
  public Probed probe(ObjectMetadata metadata, Optional<PartSource> source)
      throws InterruptedException {
    ObjectLocation key =
        prefix.bucket().object(prefix.prefix() + NAME + Machine.freshId(machine.random()));
    return probe(key, /* ofItsOwn= */ true, metadata, source);
  }

  /**
   * Initiates an upload of an object that is to be copied, and aborts it: rights may be for certain
   * names only.
   *
   * @throws LeftOpenException as {@link #probe}
   * @throws InterruptedException as {@link #probe}
   */
  public Probed initiate(ObjectLocation object) throws InterruptedException {
    return probe(object, /* ofItsOwn= */ false, ObjectMetadata.NONE, Optional.empty());
  }

  private Probed probe(
      ObjectLocation key, boolean ofItsOwn, ObjectMetadata metadata, Optional<PartSource> source)
      throws InterruptedException {
    UploadToken token = UploadToken.fresh(RUN, machine.random());
    UploadIntent intent = new UploadIntent(key, token.value(), machine.clock().millis());
    UploadRequest request = new UploadRequest(key, token.addTo(metadata), DestinationRule.REPLACE);
    CompletionStage<UploadHandle> initiated =
        journal.intended(intent).thenCompose(noted -> destination.initiate(request));
    return new Upload(intent, ofItsOwn, initiated).probed(source);
  }

  /** One upload, as far as it is. */
  private final class Upload {
    private final UploadIntent intent;
    private final ObjectLocation key;
    private final boolean ofItsOwn;
    private final CompletionStage<UploadHandle> initiated;
    private final Map<StoreOperation, Optional<StoreFault>> calls =
        new EnumMap<>(StoreOperation.class);
    private Pin pin = Pin.NOT_KNOWN;
    private boolean unsure;

    Upload(UploadIntent intent, boolean ofItsOwn, CompletionStage<UploadHandle> initiated) {
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
        if (!endsSoon(initiated.thenCompose(destination::abort))) {
          throw new LeftOpenException(key);
        }
        throw e;
      }
    }

    /** Returns whether the upload may be open after all. */
    private boolean ask(Optional<PartSource> source) throws InterruptedException {
      Optional<UploadHandle> made = call(StoreOperation.INITIATE, initiated);
      if (made.isEmpty()) {
        boolean lost = fault(StoreOperation.INITIATE).filter(UploadProbe::isLost).isPresent();
        boolean open = lost && !abortedUnseen();
        if (!open) {
          journal.withdrawn(intent);
        }
        return open;
      }
      return askOf(made.orElseThrow(), source);
    }

    private boolean askOf(UploadHandle upload, Optional<PartSource> source)
        throws InterruptedException {
      Optional<UploadRecord> noted =
          source.map(part -> part.record(upload, new UploadToken(intent.token())));
      if (noted.isPresent() && call(journal.initiated(noted.orElseThrow()))) {
        copy(upload, source.orElseThrow());
      }
      boolean gone = depth == Depth.THOROUGH ? abortedAndGone(upload) : aborted(upload);
      if (gone) {
        noted.ifPresentOrElse(journal::ended, () -> journal.withdrawn(intent));
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
        unsure |= fault(StoreOperation.COPY_PART).filter(UploadProbe::isLost).isPresent();
        return;
      }
      if (!part.orElseThrow().conditional()) {
        pin = Pin.NOT_SENT;
      } else if (depth == Depth.THOROUGH || destination.profile().can(Ability.PART_COPY_IF_MATCH)) {
        pin = pin(source.wrong(upload));
      }
    }

    private Pin pin(PartCopy wrong) throws InterruptedException {
      try {
        UploadedPart part =
            Answers.await(destination.copyPart(wrong), StoreOperation.COPY_PART, key);
        return part.conditional() ? Pin.IGNORED : Pin.NOT_SENT;
      } catch (StoreException e) {
        unsure |= isLost(e.fault());
        return e.fault().kind() == Kind.SOURCE_CHANGED ? Pin.HONOURED : Pin.NOT_KNOWN;
      }
    }

    /** A copy whose answer was lost may write its part after an abort. */
    private boolean aborted(UploadHandle upload) throws InterruptedException {
      call(StoreOperation.ABORT, unsure ? thoroughly().abort(upload) : destination.abort(upload));
      return fault(StoreOperation.ABORT).isEmpty();
    }

    /**
     * Where parts may not be listed, the list of uploads says whether one is gone. Who may not list
     * the bucket is denied the parts of an upload that is gone (Ceph RGW 16).
     */
    private boolean abortedAndGone(UploadHandle upload) throws InterruptedException {
      call(StoreOperation.LIST_PARTS, destination.partsAfter(upload, 0));
      if (fault(StoreOperation.LIST_PARTS).isEmpty()) {
        call(StoreOperation.ABORT, thoroughly().abort(upload));
        if (fault(StoreOperation.ABORT).filter(UploadProbe::isOfParts).isEmpty()) {
          return fault(StoreOperation.ABORT).isEmpty();
        }
      }
      call(StoreOperation.ABORT, destination.abort(upload));
      return fault(StoreOperation.ABORT).isEmpty() && abortedUnseen();
    }

    /** A key of its own is of one upload alone. Returns whether none of it is open. */
    private boolean abortedUnseen() throws InterruptedException {
      if (!ofItsOwn) {
        return false;
      }
      try {
        ObjectPrefix whole = new ObjectPrefix(key.bucket(), key.key());
        CompletionStage<Void> aborted =
            destination
                .openUploads(whole)
                .thenCompose(
                    open ->
                        CompletableFuture.allOf(
                            open.uploads().stream()
                                .map(one -> destination.abort(one.handle()).toCompletableFuture())
                                .toArray(CompletableFuture[]::new)));
        Answers.await(aborted, StoreOperation.ABORT, key);
        return true;
      } catch (StoreException e) {
        return false;
      }
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
  }

  private UploadAbort thoroughly() {
    return new UploadAbort(destination, machine.threads().named("bucket-copy-pause"));
  }

  private static boolean isOfParts(StoreFault fault) {
    return fault.operation() == StoreOperation.LIST_PARTS && fault.kind() == Kind.DENIED;
  }

  private static boolean isLost(StoreFault fault) {
    return fault.kind() == Kind.UNKNOWN;
  }

  /** Whether nothing is open before the process has to end: a refused Initiate left nothing. */
  private static boolean endsSoon(CompletionStage<Void> abort) {
    try {
      return abort
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
