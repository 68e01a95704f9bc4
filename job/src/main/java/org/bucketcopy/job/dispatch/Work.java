package org.bucketcopy.job.dispatch;

import org.bucketcopy.job.wire.Outcome;
import org.bucketcopy.job.wire.WorkItem;

/** One request to be made by some executor, and what happens when it was made. */
public interface Work {
  /** The work as it travels. */
  WorkItem item(long id);

  /** Whether it still needs to be done; work of a failed upload does not. */
  boolean wanted();

  /**
   * Whether it may be given to a second executor when it takes longer than other such work: it is
   * harmless to do it twice, and all such work is of about one size.
   */
  boolean hedgeable();

  /**
   * Takes the outcome. Called exactly once for each work that was leased, unless the work was no
   * longer wanted when it came back: then {@link #dropped()} is called instead. Never blocks.
   */
  void answered(Outcome outcome);

  /** Its executor was lost and the work is not given out again, since nobody wants it. */
  void dropped();
}
