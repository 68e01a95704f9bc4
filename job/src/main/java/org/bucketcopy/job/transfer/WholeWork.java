package org.bucketcopy.job.transfer;

import org.bucketcopy.job.dispatch.Work;

/**
 * The one call that makes a whole object.
 *
 * @param <R> what comes of it
 */
interface WholeWork<R> extends Work<R> {
  @Override
  default boolean wanted() {
    return true;
  }

  /**
   * One call copies a byte or gigabytes, so that none can be recognised as slow; what is sent by
   * one is small, and a second object may meet the first under a condition.
   */
  @Override
  default boolean hedgeable() {
    return false;
  }

  @Override
  default void dropped() {
    throw new IllegalStateException("a whole object is always wanted");
  }
}
