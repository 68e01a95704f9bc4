package org.bucketcopy.job.step;

import java.util.Optional;
import org.bucketcopy.job.dispatch.Work;
import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.thread.Guarded;

/** An object that one CopyObject copies. */
final class WholeObject implements Work {
  private final CopyPair pair;
  private final ObjectCopy copy;
  private final ObjectStore destination;
  private final Results results;

  WholeObject(CopyPair pair, ObjectCopy copy, ObjectStore destination, Results results) {
    this.pair = pair;
    this.copy = copy;
    this.destination = destination;
    this.results = results;
  }

  @Override
  public WorkItem item(long id) {
    return new WorkItem.ObjectWork(id, copy);
  }

  @Override
  public boolean wanted() {
    return true;
  }

  /** One call copies a byte or gigabytes, so that none can be told to be slow. */
  @Override
  public boolean hedgeable() {
    return false;
  }

  @Override
  public void answered(Outcome outcome) {
    if (outcome instanceof Outcome.ObjectCopied) {
      results.copiedWhole(pair);
    } else if (outcome instanceof Outcome.Failed failed) {
      failed(failed.fault());
    } else {
      throw new IllegalStateException("a whole object cannot end as " + outcome);
    }
  }

  /**
   * A first try whose answer was lost may have made the object that a second one then finds: the
   * same content with the same size there is the copy that was wanted.
   */
  private void failed(StoreFault fault) {
    if (fault.kind() != StoreFault.Kind.ALREADY_EXISTS) {
      results.failed(pair, fault);
      return;
    }
    destination
        .head(copy.destination(), Optional.empty())
        .whenComplete(
            Guarded.answer(
                (found, failure) -> {
                  if (failure == null && sameContent(found)) {
                    results.copiedWhole(pair);
                  } else {
                    results.failed(pair, fault);
                  }
                },
                results::defect));
  }

  private boolean sameContent(ObjectInfo found) {
    return found.identity().etag().equals(copy.source().etag())
        && found.size() == pair.listed().size();
  }

  @Override
  public void dropped() {
    throw new IllegalStateException("a whole object is always wanted");
  }
}
