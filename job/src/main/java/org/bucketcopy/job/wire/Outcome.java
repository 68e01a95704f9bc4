package org.bucketcopy.job.wire;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import org.bucketcopy.planner.store.StoreFault;

/** What became of a {@link WorkItem}. Failures are values: nothing is thrown across machines. */
public sealed interface Outcome {
  /** The id of the work. */
  long id();

  /** Whether the work was done. */
  boolean succeeded();

  /**
   * Hands it to {@code receiver}.
   *
   * @param item the work
   * @throws IllegalArgumentException if no such work can end like this
   */
  <R> void handTo(Receiver<? super R> receiver, WorkItem<R> item);

  /**
   * Waits for what becomes of one work.
   *
   * @param <R> what comes of it if it is done
   */
  interface Receiver<R> {
    /** The work was done. */
    void done(R result);

    /** It failed for good: whatever may be retried was retried. */
    void failed(StoreFault fault);
  }

  /**
   * The work was done.
   *
   * @param result of its {@link WorkItem#resultType}
   */
  record Done(long id, Object result) implements Outcome {
    public Done {
      requireNonNull(result, "work that is done has a result");
    }

    @Override
    public boolean succeeded() {
      return true;
    }

    @Override
    public <R> void handTo(Receiver<? super R> receiver, WorkItem<R> item) {
      Class<R> type = item.resultType();
      checkArgument(type.isInstance(result), "%s cannot end as %s", item, this);
      receiver.done(type.cast(result));
    }
  }

  /** It failed for good. */
  record Failed(long id, StoreFault fault) implements Outcome {
    @Override
    public boolean succeeded() {
      return false;
    }

    @Override
    public <R> void handTo(Receiver<? super R> receiver, WorkItem<R> item) {
      receiver.failed(fault);
    }
  }
}
