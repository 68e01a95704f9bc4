package org.bucketcopy.job.page;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.dispatch.ExecutorReport;
import org.bucketcopy.job.report.Highlights;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * What a page shows of a run beside its summary.
 *
 * @param resumed when an earlier driver has started the run; empty if this one has
 * @param objects what became of single objects
 * @param timeline how it went
 * @param driver what the driver has asked of the stores
 * @param executors what each executor has
 */
public record RunDetail(
    Optional<Instant> resumed,
    Highlights.Kept objects,
    List<Sample> timeline,
    RequestCounts driver,
    List<ExecutorReport> executors) {
  public RunDetail {
    timeline = ImmutableList.copyOf(timeline);
    executors = ImmutableList.copyOf(executors);
  }

  /** All requests. */
  RequestCounts requests() {
    return executors.stream().map(ExecutorReport::requests).reduce(driver, RequestCounts::plus);
  }
}
