package org.bucketcopy.job.run;

import com.google.common.base.Ticker;
import com.google.common.collect.Maps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.bucketcopy.job.dispatch.ExecutorReport;
import org.bucketcopy.job.dispatch.LeaseCoordinator;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.page.RunDetail;
import org.bucketcopy.job.page.Sample;
import org.bucketcopy.job.page.Timeline;
import org.bucketcopy.job.report.Highlights;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.job.transfer.EarlierRun;
import org.bucketcopy.planner.store.RequestCounts;

/** Records how a run goes, for its page. Thread-safe. */
final class RunRecorder {
  private final Optional<EarlierRun> earlier;
  private final RetriedStores stores;
  private final Highlights highlights;
  private final Timeline timeline;

  /**
   * Begins now.
   *
   * @param earlier the run, if an earlier driver has started it
   * @param stores of the driver
   */
  RunRecorder(Optional<EarlierRun> earlier, RetriedStores stores, Ticker clock) {
    this.earlier = earlier;
    this.stores = stores;
    this.highlights = new Highlights(clock);
    this.timeline = new Timeline(clock);
  }

  /**
   * What becomes of the objects of the run.
   *
   * @param failures notified of the number of failed objects whenever one fails
   * @param end ends the run if an object cannot be settled
   */
  Results results(RunRecords records, LongConsumer failures, EarlyEnd end) {
    return new Results(records.report(), failures, end::defect, highlights);
  }

  /** Takes a sample, if it is time for one. */
  void sample(Results results, LeaseCoordinator coordinator) {
    timeline.offer(millis -> sample(millis, results.counts(), coordinator.executors()));
  }

  private Sample sample(long millis, RunCounts counts, List<ExecutorReport> executors) {
    RequestCounts driver = stores.requests();
    RequestCounts all =
        executors.stream().map(ExecutorReport::requests).reduce(driver, RequestCounts::plus);
    List<ExecutorReport> present = executors.stream().filter(one -> !one.gone()).toList();
    long inFlight =
        driver.inFlight() + present.stream().mapToLong(one -> one.requests().inFlight()).sum();
    return new Sample(
        millis,
        counts.bytes().copied(),
        counts.objects().copied(),
        present.size(),
        new Sample.Requests(all.total(), all.throttled(), inFlight));
  }

  /** What is known now. */
  RunDetail detail(Results results, LeaseCoordinator coordinator) {
    List<ExecutorReport> executors = coordinator.executors();
    return new RunDetail(
        earlier.map(run -> Instant.ofEpochMilli(run.began())),
        highlights.kept(),
        timeline.until(millis -> sample(millis, results.counts(), executors)),
        stores.requests(),
        executors);
  }

  /** What each executor has asked of the stores. */
  static Map<String, RequestCounts> requestsByExecutor(LeaseCoordinator coordinator) {
    return Maps.transformValues(
        Maps.uniqueIndex(coordinator.executors(), ExecutorReport::executor),
        ExecutorReport::requests);
  }
}
