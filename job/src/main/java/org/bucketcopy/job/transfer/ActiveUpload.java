package org.bucketcopy.job.transfer;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.job.dispatch.PartSource;
import org.bucketcopy.job.dispatch.Work;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * A multipart upload whose parts are being made: makes the work for a missing part when asked for
 * it, and gathers what comes back. Calls its owner when the last part is in, or, if one failed,
 * once no part is at an executor, so that no straggler lands after the abort. Thread-safe.
 */
final class ActiveUpload implements PartSource, ReadyUpload {
  private final PlannedUpload plan;
  private final UploadHandle handle;
  private final UploadOwner owner;
  private final Function<PlannedUpload, CompletionStage<ActiveUpload>> initiate;

  /** Made for the first part that is asked for: of all uploads that wait, it is much. */
  private Optional<PartHosts> hosts = Optional.empty();

  /** By part number less one; null where the part is not in. */
  private final UploadedPart[] parts;

  /** Numbers of the parts that are neither in nor under way. */
  private final BitSet missing = new BitSet();

  private int uploaded;
  private int underWay;
  private Optional<StoreFault> fault = Optional.empty();
  private boolean ended;
  private int refusals;

  /** Whether all parts that are in are known to be of the source that was planned. */
  private boolean conditional = true;

  /**
   * @param initiate initiates another upload of the same object
   */
  ActiveUpload(
      PlannedUpload plan,
      UploadHandle handle,
      UploadOwner owner,
      Function<PlannedUpload, CompletionStage<ActiveUpload>> initiate) {
    this.plan = plan;
    this.handle = handle;
    this.owner = owner;
    this.initiate = initiate;
    this.parts = new UploadedPart[plan.layout().partCount()];
    missing.set(1, parts.length + 1);
  }

  PlannedUpload plan() {
    return plan;
  }

  @Override
  public UploadHandle handle() {
    return handle;
  }

  /** Begins another upload of the same object in place of this one. */
  CompletionStage<ActiveUpload> again(PlannedUpload other) {
    return initiate.apply(other);
  }

  @Override
  public UploadToken token() {
    return plan.token();
  }

  @Override
  public ObjectMetadata metadata() {
    return plan.metadata();
  }

  @Override
  public DestinationRule rule() {
    return plan.rule();
  }

  @Override
  public Tagging tagging() {
    return plan.tagging();
  }

  @Override
  public Optional<WantedEtag> etag() {
    return plan.origin().etag();
  }

  @Override
  public long size() {
    return plan.layout().size();
  }

  @Override
  public CompletionStage<Void> unchanged(boolean conditionsHold) {
    return plan.origin().unchanged(parts(), conditionsHold && conditional());
  }

  @Override
  public ContentChecksums checksums(List<UploadedPart> made) {
    return plan.origin().checksums(made);
  }

  @Override
  public synchronized int refused() {
    return ++refusals;
  }

  /** The parts that are in, by ascending number. */
  @Override
  public synchronized List<UploadedPart> parts() {
    return Arrays.stream(parts).filter(Objects::nonNull).toList();
  }

  /**
   * Whether the request for each part named the ETag that the source must have, as far as is known.
   */
  synchronized boolean conditional() {
    return conditional;
  }

  /** Whether the upload is ready to be completed. */
  synchronized boolean allPartsIn() {
    return uploaded == parts.length;
  }

  /** Number of parts that are neither in nor under way. */
  synchronized int missing() {
    return missing.cardinality();
  }

  /**
   * Takes the store's own list of the parts for the truth: those that have the planned size are in,
   * all others are missing. Only while no part is under way.
   *
   * @return number of missing parts
   */
  @Override
  public synchronized int reconcile(Collection<UploadedPart> listed) {
    // How another driver has made what is listed is unknown.
    conditional = false;
    hosts = Optional.empty();
    Arrays.fill(parts, null);
    missing.set(1, parts.length + 1);
    for (UploadedPart part : listed) {
      int number = part.partNumber();
      if (number <= parts.length && part.size() == plan.layout().range(number).length()) {
        parts[number - 1] = plan.known(part);
        missing.clear(number);
      }
    }
    uploaded = parts.length - missing.cardinality();
    return missing.cardinality();
  }

  @Override
  public synchronized boolean hasNext() {
    return fault.isEmpty() && !missing.isEmpty();
  }

  @Override
  public synchronized Work<UploadedPart> next(String host) {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int partNumber = hosts().next(host, missing).orElseGet(() -> missing.nextSetBit(1));
    missing.clear(partNumber);
    underWay++;
    return new PartOfUpload(new PartUpload(handle, partNumber), plan.layout().range(partNumber));
  }

  private PartHosts hosts() {
    hosts = hosts.or(() -> Optional.of(plan.origin().hosts(plan.layout())));
    return hosts.orElseThrow();
  }

  private void uploaded(UploadedPart part) {
    boolean complete;
    synchronized (this) {
      underWay--;
      uploaded++;
      parts[part.partNumber() - 1] = plan.known(part);
      conditional &= part.conditional();
      complete = fault.isEmpty() && uploaded == parts.length;
    }
    owner.partUploaded(this, part);
    if (complete) {
      owner.allPartsUploaded(this);
    } else {
      endIfFailedAndIdle();
    }
  }

  private void partFailed(StoreFault partFault) {
    int notGivenOut = 0;
    boolean first;
    synchronized (this) {
      underWay--;
      first = fault.isEmpty();
      if (first) {
        notGivenOut = missing.cardinality();
        fault = Optional.of(partFault);
      }
    }
    if (first) {
      owner.firstFailure(this, notGivenOut);
    }
    endIfFailedAndIdle();
  }

  private void endIfFailedAndIdle() {
    Optional<StoreFault> failure;
    synchronized (this) {
      failure = underWay == 0 && !ended ? fault : Optional.empty();
      ended |= failure.isPresent();
    }
    failure.ifPresent(f -> owner.drained(this, f));
  }

  private final class PartOfUpload implements Work<UploadedPart> {
    private final PartUpload part;
    private final ByteRange range;

    PartOfUpload(PartUpload part, ByteRange range) {
      this.part = part;
      this.range = range;
    }

    @Override
    public WorkItem<UploadedPart> item(long id) {
      return plan.origin().work(id, part, range);
    }

    @Override
    public long bytesSent() {
      return plan.origin().bytesSent(range);
    }

    @Override
    public boolean wanted() {
      synchronized (ActiveUpload.this) {
        return fault.isEmpty();
      }
    }

    @Override
    public boolean hedgeable() {
      return true;
    }

    @Override
    public void done(UploadedPart made) {
      uploaded(made);
    }

    @Override
    public void failed(StoreFault partFault) {
      partFailed(partFault);
    }

    @Override
    public void dropped() {
      synchronized (ActiveUpload.this) {
        underWay--;
      }
      endIfFailedAndIdle();
    }
  }
}
