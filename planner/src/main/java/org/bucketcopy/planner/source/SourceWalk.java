package org.bucketcopy.planner.source;

import java.util.Iterator;

/**
 * The entries of a source in the order of their keys: by their bytes in UTF-8, unsigned. A key
 * comes once. For one thread, which asks for one after the other; nothing is done ahead but a
 * bounded number of requests.
 */
public interface SourceWalk extends Iterator<SourceWalk.Step> {
  /**
   * Whether there is another one; waits for it if need be.
   *
   * @throws java.util.concurrent.CancellationException if the thread was interrupted, and still is
   */
  @Override
  boolean hasNext();

  /** What a walk comes to. A failure comes in no order. */
  sealed interface Step permits Found, FailedEntry {}

  /**
   * An entry that can be transferred.
   *
   * @param key its key relative to the source; empty where the source is this one entry
   * @param entry the entry
   */
  record Found(String key, SourceEntry entry) implements Step {}
}
