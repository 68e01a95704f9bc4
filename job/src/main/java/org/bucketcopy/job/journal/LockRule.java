package org.bucketcopy.job.journal;

/** What is done about a run directory whose lock is held by somebody who is alive. */
public enum LockRule {
  /** It is refused. */
  RESPECT,
  /** It is taken. */
  BREAK
}
