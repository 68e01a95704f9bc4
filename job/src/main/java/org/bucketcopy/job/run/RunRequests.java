package org.bucketcopy.job.run;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * What a run has asked of the stores, attempts that failed included.
 *
 * @param driver what the driver asked
 * @param executors what each executor asked, by the id that Spark gave it
 */
record RunRequests(RequestCounts driver, Map<String, RequestCounts> executors) {
  static final RunRequests NONE = ofDriver(RequestCounts.NONE);

  RunRequests {
    executors = ImmutableMap.copyOf(executors);
  }

  /** Those of a run without executors. */
  static RunRequests ofDriver(RequestCounts driver) {
    return new RunRequests(driver, Map.of());
  }
}
