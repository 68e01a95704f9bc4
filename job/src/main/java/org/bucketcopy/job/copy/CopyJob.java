package org.bucketcopy.job.copy;

import com.google.common.base.Ticker;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.bucketcopy.job.journal.OptionsDifferException;
import org.bucketcopy.job.lifecycle.Closing;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.pace.RequestBudget;
import org.bucketcopy.planner.pace.RequestBudgets;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Machine;

/** The copy, from the look at both buckets to the summary. */
public final class CopyJob {
  private static final int DRIVER_CONNECTIONS = 512;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final Configuration configuration;
  private final SparkStart spark;
  private final CopySettings settings;
  private final EarlyEnd end;
  private final Machine machine;
  private final long began;

  /**
   * @param configuration settings and credentials of the stores
   * @param spark where to run; its plugins must hold {@link org.bucketcopy.job.dispatch.CopyPlugin}
   * @param settings what to do
   * @param end ends the run early, whoever asks for it
   * @param machine where time and threads come from
   */
  public CopyJob(
      Configuration configuration,
      SparkStart spark,
      CopySettings settings,
      EarlyEnd end,
      Machine machine) {
    this.configuration = configuration;
    this.spark = spark;
    this.settings = settings;
    this.end = end;
    this.machine = machine;
    this.began = machine.clock().millis();
  }

  /** Makes the run and says how it ended, whatever happens. */
  public CopySummary run() {
    RetryPolicy retries = RetryPolicy.ofRetries(settings.requests().retries());
    Predicate<Bucket> paced = settings.destination().bucket()::equals;
    RetriedStores stores =
        new RetriedStores(configuration, DRIVER_CONNECTIONS, retries, paced, machine);
    try {
      return run(stores);
    } catch (OptionsDifferException e) {
      return refused(ExitCode.USAGE, e);
    } catch (Preflight.RefusedException | SparkStart.FailedException | IOException e) {
      return refused(ExitCode.COULD_NOT_RUN, e);
    } catch (InterruptedException e) {
      return refused(Cause.INTERRUPTED);
    } catch (RuntimeException | Error e) {
      return refused(Cause.unexpected(e));
    } finally {
      Closing.within(CLOSE_TIMEOUT, "a store", stores, machine.threads());
    }
  }

  private CopySummary run(RetriedStores stores)
      throws Preflight.RefusedException,
          SparkStart.FailedException,
          IOException,
          InterruptedException {
    ObjectStore source;
    ObjectStore destination;
    try {
      Bucket to = settings.destination().bucket();
      source = stores.source(settings.source().bucket(), to);
      destination = stores.of(to);
      unused(stores).ifPresent(CopyJob::warn);
    } catch (IllegalArgumentException wrongSetting) {
      return refused(ExitCode.USAGE, wrongSetting);
    }
    DriverPace pace = new DriverPace(budgets(), stores);
    pace.adapt();
    Preflight.check(settings, source, destination).forEach(CopyJob::warn);
    return settings.mode() == CopySettings.Mode.DRY_RUN
        ? dryRun(stores, source, destination)
        : copy(stores, pace, destination.profile().service());
  }

  /** Names the settings of both buckets that are not used, if there are any. */
  private Optional<String> unused(RetriedStores stores) {
    Set<String> names = new TreeSet<>(stores.terms(settings.source().bucket()).unused());
    names.addAll(stores.terms(settings.destination().bucket()).unused());
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("these settings are not used: " + String.join(", ", names));
  }

  private RequestBudgets budgets() {
    int most = settings.requests().maxPerSecond();
    Ticker clock = machine.ticker();
    RequestBudget destination =
        most == 0 ? RequestBudget.adaptive(clock) : RequestBudget.below(most, clock);
    return new RequestBudgets(Map.of(settings.destination().bucket(), destination), clock);
  }

  private CopySummary copy(RetriedStores stores, DriverPace pace, String service)
      throws IOException, SparkStart.FailedException, InterruptedException {
    try (RunRecords records =
        RunRecords.open(
            settings.run(),
            service,
            configuration,
            began,
            lost -> end.because(ExitCode.COULD_NOT_RUN, lost),
            machine)) {
      Results results = new Results(records.report(), this::endIfTooMany, end::defect);
      ObjectCopies copies =
          new ObjectCopies(started(records), settings, pace, records, results, end, machine);
      Optional<Cause> brokenOff = copies.run();
      records.report().close();
      RunCounts counts = results.counts();
      if (counts.leftOpen() > 0) {
        System.err.println("bucket-copy: " + Printable.of(leftOpen(counts.leftOpen())));
      }
      Optional<Cause> cause =
          end.cause()
              .or(() -> brokenOff)
              .or(() -> records.problem().map(Cause::couldNotRun))
              .or(() -> records.report().problem().map(Cause::couldNotRun))
              .or(() -> nothingToCopy(counts));
      if (cause.isEmpty() && counts.objects().failed() == 0 && counts.leftOpen() == 0) {
        records.finish();
      }
      return summary(counts, stores.requests(), copies.requestsByExecutor(), cause);
    }
  }

  static void warn(String warning) {
    System.err.println("bucket-copy: warning: " + Printable.of(warning));
  }

  /** Spark, or what kept it from starting: then a run that was to start leaves no journal. */
  private JavaSparkContext started(RunRecords records)
      throws SparkStart.FailedException, InterruptedException {
    try {
      return spark.context();
    } catch (SparkStart.FailedException | InterruptedException e) {
      if (records.earlierRun().isEmpty()) {
        records.finish();
      }
      throw e;
    }
  }

  private void endIfTooMany(long failed) {
    if (failed >= settings.run().maxFailures().orElse(Long.MAX_VALUE)) {
      end.because(ExitCode.MAX_FAILURES, failed + " objects have failed (--max-failures)");
    }
  }

  private String leftOpen(long uploads) {
    String destination = settings.destination().toString();
    return String.format("%d uploads under %s may still be open: ", uploads, destination)
        + settings
            .run()
            .directory()
            .map(
                directory ->
                    "`sweep --run-dir "
                        + directory
                        + "` aborts them, and the same command again resumes them")
            .orElse(
                "`sweep --destination "
                    + destination
                    + " --older-than TIME` lists them, and aborts them with `--all --yes`");
  }

  /** What was counted by then is reported, however the walk ends. */
  private CopySummary dryRun(RetriedStores stores, ObjectStore source, ObjectStore destination) {
    CopyPlan plan =
        new CopyPlan(
            settings,
            RunCandidates.of(settings, source, destination),
            new CopyPlanner(destination.profile(), settings.plan()),
            Optional.empty(),
            object -> false);
    Results results = new Results(new Report(Optional.empty()), failed -> {}, end::defect);
    DryRun forecast = new DryRun(destination.profile(), settings.rules(), results);
    Optional<Cause> cause = Optional.empty();
    try {
      plan.walk(results, forecast::add);
    } catch (StoreException e) {
      cause = Optional.of(Cause.couldNotRun("the listing broke off: " + e.fault()));
    } catch (InterruptedException e) {
      cause = Optional.of(end.cause().orElse(Cause.INTERRUPTED));
    } catch (RuntimeException | Error e) {
      cause = Optional.of(Cause.unexpected(e));
    }
    plan.warnings().forEach(CopyJob::warn);
    RunCounts counts = results.counts().withParts(forecast.parts());
    RequestCounts requests = forecast.requests().plus(listing(stores.requests()));
    return summary(counts, requests, Map.of(), cause.or(() -> nothingToCopy(counts)));
  }

  /** A copy lists what its dry run has listed. */
  private static RequestCounts listing(RequestCounts made) {
    return new RequestCounts(
        Maps.filterKeys(made.byOperation(), StoreOperation.LIST_OBJECTS::equals), 0, 0);
  }

  /** A prefix with a typing error in it lists nothing, as one does that is empty. */
  private Optional<Cause> nothingToCopy(RunCounts counts) {
    if (counts.objects().listed() > counts.objects().filtered()) {
      return Optional.empty();
    }
    String told =
        counts.objects().listed() == 0
            ? "there is no object under " + settings.source()
            : String.format(
                "the filters leave none of the %d objects under %s",
                counts.objects().listed(), settings.source());
    if (settings.run().failIfEmpty()) {
      return Optional.of(Cause.couldNotRun(told + " (--fail-if-empty)"));
    }
    warn(told);
    return Optional.empty();
  }

  private CopySummary refused(ExitCode status, Exception reason) {
    return refused(new Cause(status, String.valueOf(reason.getMessage())));
  }

  /** What ended the run is reported rather than what that brought about. */
  private CopySummary refused(Cause cause) {
    return summary(
        RunCounts.NONE, RequestCounts.NONE, Map.of(), Optional.of(end.cause().orElse(cause)));
  }

  private CopySummary summary(
      RunCounts counts,
      RequestCounts driverRequests,
      Map<String, RequestCounts> executorRequests,
      Optional<Cause> cause) {
    return new CopySummary(
        settings,
        cause.map(Cause::status).orElse(ended(counts)),
        counts,
        driverRequests,
        executorRequests,
        machine.clock().millis() - began,
        cause.map(Cause::message));
  }

  private static ExitCode ended(RunCounts counts) {
    if (counts.objects().failed() > 0) {
      return ExitCode.OBJECTS_FAILED;
    }
    return counts.leftOpen() > 0 ? ExitCode.UPLOADS_LEFT_OPEN : ExitCode.OK;
  }
}
