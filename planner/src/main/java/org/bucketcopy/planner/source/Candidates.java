package org.bucketcopy.planner.source;

import java.util.Iterator;
import java.util.List;
import org.bucketcopy.planner.store.StoreException;

/**
 * The candidates of a run, each once, in no order. Memory does not grow with their number. For one
 * thread, which asks for one after the other; nothing is done ahead but a bounded number of
 * requests.
 */
public interface Candidates extends Iterator<Candidate> {
  /**
   * Whether there is another candidate; waits for it if need be.
   *
   * @throws StoreException if the source cannot be read further; all that was read is given before,
   *     and every later call throws it too
   * @throws java.util.concurrent.CancellationException if the thread was interrupted, and still is
   */
  @Override
  boolean hasNext();

  /**
   * The next candidate.
   *
   * @throws StoreException as {@link #hasNext}
   * @throws java.util.NoSuchElementException if there is none
   */
  @Override
  Candidate next();

  /** What the user has to know so far although no entry fails, a sentence each. */
  List<String> warnings();
}
