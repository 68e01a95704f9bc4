package org.bucketcopy.job.dispatch;

import org.bucketcopy.planner.store.RequestCounts;

/**
 * What an executor has reported of itself.
 *
 * @param executor its id, as Spark gave it
 * @param host where it is
 * @param gone whether it is lost, as far as the driver knows
 * @param requests what it has asked of the stores
 */
public record ExecutorReport(String executor, String host, boolean gone, RequestCounts requests) {
  ExecutorReport heard(ExecutorReport later) {
    return new ExecutorReport(executor, later.host, false, requests.latest(later.requests));
  }

  ExecutorReport lost() {
    return new ExecutorReport(executor, host, true, requests);
  }
}
