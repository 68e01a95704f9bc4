package org.bucketcopy.job;

import com.google.common.base.Ticker;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.bucketcopy.job.dispatch.CopyPlugin;
import org.bucketcopy.job.dispatch.LeaseDesk;
import org.bucketcopy.job.dispatch.PumpCrew;
import org.bucketcopy.job.dispatch.PumpSettings;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.step.ObjectStarter;
import org.bucketcopy.job.step.Progress;
import org.bucketcopy.job.step.Report;
import org.bucketcopy.job.step.Results;
import org.bucketcopy.job.step.RunCounts;
import org.bucketcopy.job.step.RunDirectory;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.pace.RequestBudget;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.StoreException;

/**
 * The copy, from listing to summary: the driver walks over source and destination and starts each
 * object a bounded number ahead, pumps on the executors copy, and the driver completes each object
 * as soon as its last part is in. Nothing waits for a wave.
 */
public final class CopyJob {
  /** No executor's name: in local mode Spark calls the only one "driver". */
  private static final String DRIVER = "the driver itself";

  private static final int DRIVER_CONNECTIONS = 512;
  private static final long PUMPS_END_MILLIS = 10_000;

  private final JavaSparkContext spark;
  private final CopySettings settings;
  private final RequestBudget budget;
  private final long began = System.currentTimeMillis();

  /**
   * @param spark where to run; its plugins must hold {@link CopyPlugin}
   * @param settings what to do
   */
  public CopyJob(JavaSparkContext spark, CopySettings settings) {
    this.spark = spark;
    this.settings = settings;
    int most = settings.maxRequestsPerSecond();
    this.budget =
        most == 0
            ? RequestBudget.adaptive(Ticker.systemTicker())
            : RequestBudget.below(most, Ticker.systemTicker());
  }

  /**
   * Makes the run and says how it ended.
   *
   * @throws InterruptedException if it was stopped from outside
   */
  public CopySummary run() throws InterruptedException {
    Configuration configuration = spark.hadoopConfiguration();
    RetryPolicy retries = RetryPolicy.ofRetries(settings.retries());
    Predicate<Bucket> paced = settings.destination().bucket()::equals;
    try (RetriedStores stores =
        new RetriedStores(configuration, DRIVER_CONNECTIONS, retries, paced)) {
      ObjectStore source;
      ObjectStore destination;
      try {
        source = stores.of(settings.source().bucket());
        destination = stores.of(settings.destination().bucket());
      } catch (IllegalArgumentException wrongSetting) {
        return refused(ExitCode.USAGE, wrongSetting);
      }
      try {
        return run(stores, source, destination);
      } catch (Preflight.RefusedException | IOException e) {
        return refused(ExitCode.COULD_NOT_RUN, e);
      }
    }
  }

  private CopySummary run(RetriedStores stores, ObjectStore source, ObjectStore destination)
      throws Preflight.RefusedException, IOException, InterruptedException {
    pace(stores);
    Preflight.check(settings, source, destination)
        .forEach(warning -> System.err.println("bucket-copy: warning: " + warning));
    CopyPlan plan = new CopyPlan(settings, source, destination);
    if (settings.mode() == CopySettings.Mode.DRY_RUN) {
      return dryRun(plan, destination);
    }
    Report report = openReport();
    try (report) {
      Results results = new Results(report);
      Outcome outcome = copy(plan, stores, results);
      report.close();
      return summary(results.counts(), stores.requests(), outcome.orBroken(report));
    }
  }

  /** What executors asked of the stores, and why the run did not come to its end if it did not. */
  private record Outcome(Map<String, RequestCounts> executorRequests, Optional<String> problem) {
    Outcome orBroken(Report report) {
      return report.intact() || problem.isPresent()
          ? this
          : new Outcome(
              executorRequests,
              Optional.of("the report could not be written whole; the rest of it is in the log"));
    }
  }

  private Report openReport() throws IOException {
    if (settings.runDirectory().isEmpty()) {
      return new Report(Optional.empty());
    }
    RunDirectory directory =
        RunDirectory.open(settings.runDirectory().orElseThrow(), spark.hadoopConfiguration());
    return new Report(Optional.of(() -> directory.newReport(began)));
  }

  /** The driver's own requests to the destination's bucket draw on the budget too. */
  private void pace(RetriedStores stores) {
    stores.pacer().rate(budget.share(DRIVER, stores.pacer().report()));
  }

  private Outcome copy(CopyPlan plan, RetriedStores stores, Results results)
      throws InterruptedException {
    ObjectStore source = stores.of(settings.source().bucket());
    ObjectStore destination = stores.of(settings.destination().bucket());
    DestinationRule rule =
        settings.ifExists() == IfExists.FAIL
            ? DestinationRule.MUST_BE_ABSENT
            : DestinationRule.REPLACE;
    WorkQueue queue = new WorkQueue();
    LeaseDesk desk = new LeaseDesk(queue, budget, Ticker.systemTicker());
    ObjectStarter starter =
        new ObjectStarter(source, destination, plan.planner(), rule, queue, results);
    PumpSettings pumps = new PumpSettings(settings.inFlight(), settings.retries());
    PumpCrew crew = new PumpCrew(spark, desk, pumps);
    Progress progress = new Progress(results::counts, System.err);
    CopyPlugin.open(desk);
    try (RunWatch watch = new RunWatch(desk, crew, progress, () -> pace(stores))) {
      crew.start();
      watch.start();
      Optional<String> problem;
      try {
        problem = walk(plan, starter, results);
        progress.listingEnded();
        results.awaitSettled();
      } catch (InterruptedException e) {
        problem = Optional.of(watch.problem().orElseThrow(() -> e));
      }
      desk.finish();
      crew.awaitEnd(PUMPS_END_MILLIS);
      progress.print();
      return new Outcome(desk.requestsByExecutor(), problem);
    }
  }

  private static Optional<String> walk(CopyPlan plan, ObjectStarter starter, Results results)
      throws InterruptedException {
    try {
      plan.walk(results, starter::start);
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of("the listing broke off: " + e.fault());
    }
  }

  private CopySummary dryRun(CopyPlan plan, ObjectStore destination) throws InterruptedException {
    Results results = new Results(new Report(Optional.empty()));
    DryRun forecast = new DryRun(destination.profile());
    Optional<String> problem = Optional.empty();
    try {
      plan.walk(results, forecast::add);
    } catch (StoreException e) {
      problem = Optional.of("the listing broke off: " + e.fault());
    }
    RunCounts counts = results.counts().withForecast(forecast.parts(), forecast.refused());
    return summary(counts, forecast.requests(), new Outcome(Map.of(), problem));
  }

  private CopySummary refused(ExitCode exitCode, Exception reason) {
    Outcome outcome = new Outcome(Map.of(), Optional.of(String.valueOf(reason.getMessage())));
    return summary(exitCode, RunCounts.NONE, RequestCounts.NONE, outcome);
  }

  private CopySummary summary(RunCounts counts, RequestCounts requests, Outcome outcome) {
    ExitCode ended = counts.failed() > 0 ? ExitCode.OBJECTS_FAILED : ExitCode.OK;
    return summary(
        outcome.problem().isPresent() ? ExitCode.COULD_NOT_RUN : ended, counts, requests, outcome);
  }

  private CopySummary summary(
      ExitCode exitCode, RunCounts counts, RequestCounts requests, Outcome outcome) {
    return new CopySummary(
        settings,
        exitCode,
        counts,
        requests,
        outcome.executorRequests(),
        System.currentTimeMillis() - began,
        outcome.problem());
  }
}
