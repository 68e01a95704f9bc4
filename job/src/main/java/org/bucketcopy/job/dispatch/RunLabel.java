package org.bucketcopy.job.dispatch;

/**
 * A run as Spark's web interface and event log show it.
 *
 * @param runId the group of its Spark jobs
 * @param what what it does
 */
public record RunLabel(String runId, String what) {
  /** The description of its Spark jobs. */
  String description() {
    return what + ", run " + runId;
  }
}
