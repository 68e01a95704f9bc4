package org.bucketcopy.job.dispatch;

import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.WorkItem;
import org.bucketcopy.planner.store.Body;

/**
 * Work to be done by some executor, and who waits for what becomes of it: notified exactly once for
 * each work that was leased, unless the work was no longer wanted when it came back: then {@link
 * #dropped()} is called instead. None of its methods blocks.
 *
 * @param <R> what comes of it if it is done
 */
public interface Work<R> extends Outcome.Receiver<R> {
  /** The work as it travels. */
  WorkItem<R> item(long id);

  /** As {@link WorkItem#bytesSent} of the work as it travels. */
  long bytesSent();

  /** As {@link WorkItem#bytes} of the work as it travels. */
  default long bytes() {
    return Body.heldOf(bytesSent());
  }

  /** Whether it still needs to be done; work of a failed upload does not. */
  boolean wanted();

  /**
   * Whether it may be given to a second executor when it takes longer than other such work: it is
   * harmless to do it twice, and all such work is of about one size.
   */
  boolean hedgeable();

  /** Its executor was lost and the work is not assigned again, since nobody wants it. */
  void dropped();
}
