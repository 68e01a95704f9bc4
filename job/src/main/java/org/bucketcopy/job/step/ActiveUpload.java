package org.bucketcopy.job.step;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bucketcopy.job.dispatch.Work;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.store.CopiedPart;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadHandle;

/**
 * A multipart upload whose parts are being copied: makes the work for each part when it is asked
 * for it, and gathers what comes back. Calls its owner once: when the last part is in, or, if a
 * part failed, when no part is at an executor any more, so that no straggler lands after the abort.
 * Thread-safe.
 */
final class ActiveUpload implements Iterator<Work> {
  /** What becomes of the upload. */
  interface Owner {
    /** One part is in. */
    void partCopied(ActiveUpload upload, CopiedPart part);

    /** All parts are in. */
    void allPartsCopied(ActiveUpload upload);

    /** A part failed; {@code notGivenOut} parts were never asked for. */
    void failing(ActiveUpload upload, int notGivenOut);

    /** A part failed and no other is under way. */
    void failed(ActiveUpload upload, StoreFault fault);
  }

  private final PlannedUpload plan;
  private final UploadHandle handle;
  private final Owner owner;
  private final List<CopiedPart> parts = new ArrayList<>();
  private int nextPart = 1;
  private int underWay;
  private Optional<StoreFault> fault = Optional.empty();
  private boolean ended;

  ActiveUpload(PlannedUpload plan, UploadHandle handle, Owner owner) {
    this.plan = plan;
    this.handle = handle;
    this.owner = owner;
  }

  PlannedUpload plan() {
    return plan;
  }

  UploadHandle handle() {
    return handle;
  }

  /** The parts that are in, in the order they came. */
  synchronized List<CopiedPart> parts() {
    return List.copyOf(parts);
  }

  @Override
  public synchronized boolean hasNext() {
    return fault.isEmpty() && nextPart <= plan.layout().partCount();
  }

  @Override
  public synchronized Work next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    underWay++;
    int partNumber = nextPart++;
    return new PartOfUpload(
        new PartCopy(handle, partNumber, plan.copySource(), plan.layout().range(partNumber)));
  }

  private void copied(CopiedPart part) {
    boolean complete;
    synchronized (this) {
      underWay--;
      parts.add(part);
      complete = fault.isEmpty() && parts.size() == plan.layout().partCount();
    }
    owner.partCopied(this, part);
    if (complete) {
      owner.allPartsCopied(this);
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
        notGivenOut = plan.layout().partCount() - nextPart + 1;
        fault = Optional.of(partFault);
      }
    }
    if (first) {
      owner.failing(this, notGivenOut);
    }
    endIfFailedAndIdle();
  }

  private void endIfFailedAndIdle() {
    Optional<StoreFault> failure;
    synchronized (this) {
      failure = underWay == 0 && !ended ? fault : Optional.empty();
      ended |= failure.isPresent();
    }
    failure.ifPresent(f -> owner.failed(this, f));
  }

  private final class PartOfUpload implements Work {
    private final PartCopy copy;

    PartOfUpload(PartCopy copy) {
      this.copy = copy;
    }

    @Override
    public WorkItem item(long id) {
      return new WorkItem.PartWork(id, copy);
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
    public void answered(Outcome outcome) {
      if (outcome instanceof Outcome.PartCopied done) {
        copied(done.part());
      } else if (outcome instanceof Outcome.Failed failed) {
        partFailed(failed.fault());
      } else {
        throw new IllegalStateException("a part cannot end as " + outcome);
      }
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
