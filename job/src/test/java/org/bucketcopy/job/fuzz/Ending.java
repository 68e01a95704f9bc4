package org.bucketcopy.job.fuzz;

/** How the first copy of a flow comes to its end. */
enum Ending {
  BY_ITSELF,
  /** The driver is interrupted at some request, as a signal does. */
  INTERRUPTED,
  /** The driver is killed at some request: nothing of what it does from then on is done. */
  KILLED,
  /** It ends at the first object that fails. */
  MAX_FAILURES,
  /** Its time is over while some request waits for its answer. */
  MAX_DURATION
}
