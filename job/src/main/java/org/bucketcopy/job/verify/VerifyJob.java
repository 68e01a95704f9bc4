package org.bucketcopy.job.verify;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.bucketcopy.job.dispatch.RunLabel;
import org.bucketcopy.job.journal.JournalHeader;
import org.bucketcopy.job.journal.OptionsDifferException;
import org.bucketcopy.job.lifecycle.Closing;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.report.Progress;
import org.bucketcopy.job.report.Traffic;
import org.bucketcopy.job.run.DriverPace;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.job.run.RunExecutors;
import org.bucketcopy.job.run.RunRecords;
import org.bucketcopy.job.run.RunStatus;
import org.bucketcopy.job.run.SparkStart;
import org.bucketcopy.job.run.TransferJob;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Machine;

/** A verification, from the looks at its sides to the summary. */
public final class VerifyJob {
  private static final int DRIVER_CONNECTIONS = 512;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final Configuration configuration;
  private final SparkStart spark;
  private final VerifySettings settings;
  private final EarlyEnd end;
  private final Machine machine;
  private final long began;

  /**
   * @param configuration settings and credentials of the stores
   * @param spark where to run
   * @param settings what to compare
   * @param end ends the run early, whoever asks for it
   * @param machine where time and threads come from
   */
  public VerifyJob(
      Configuration configuration,
      SparkStart spark,
      VerifySettings settings,
      EarlyEnd end,
      Machine machine) {
    this.configuration = configuration;
    this.spark = spark;
    this.settings = settings;
    this.end = end;
    this.machine = machine;
    this.began = machine.clock().millis();
  }

  /**
   * Makes the run and says how it ended, whatever happens.
   *
   * @param status is kept informed of how far the run is
   */
  public VerifySummary run(RunStatus status) {
    RetryPolicy retries = RetryPolicy.ofRetries(settings.requests().retries());
    Set<Bucket> buckets = ImmutableSet.copyOf(settings.sides().buckets());
    RetriedStores stores =
        new RetriedStores(configuration, DRIVER_CONNECTIONS, retries, buckets::contains, machine);
    try {
      return run(stores, buckets, status);
    } catch (OptionsDifferException e) {
      return refused(ExitCode.USAGE, e);
    } catch (RefusedException e) {
      return refused(e.status(), e);
    } catch (SparkStart.FailedException | IOException e) {
      return refused(ExitCode.COULD_NOT_RUN, e);
    } catch (InterruptedException e) {
      return refused(Cause.INTERRUPTED);
    } catch (RuntimeException | Error e) {
      return refused(Cause.unexpected(e));
    } finally {
      Closing.within(CLOSE_TIMEOUT, "a store", stores, machine.threads());
    }
  }

  private VerifySummary run(RetriedStores stores, Set<Bucket> buckets, RunStatus status)
      throws RefusedException, SparkStart.FailedException, IOException, InterruptedException {
    try {
      buckets.forEach(stores::of);
      TransferJob.unused(stores, buckets).ifPresent(TransferJob::warn);
    } catch (IllegalArgumentException wrongSetting) {
      return refused(ExitCode.USAGE, wrongSetting);
    }
    DriverPace pace = DriverPace.of(settings.requests(), buckets, stores, machine.ticker());
    pace.adapt();
    Walk walk = Walk.open(settings, stores, configuration, machine);
    return settings.dryRun() ? dryRun(walk, stores, status) : compare(walk, pace, status);
  }

  private VerifySummary compare(Walk walk, DriverPace pace, RunStatus status)
      throws IOException, SparkStart.FailedException, InterruptedException {
    try (RunRecords records = records(pace.stores(), status)) {
      FindingLines lines = new FindingLines(Optional.of(records));
      Checkpoints checkpoints = Checkpoints.open(records.checkpoint(), machine.ticker());
      Findings findings = new Findings(lines, checkpoints.counts());
      JavaSparkContext context = spark.context();
      RunExecutors executors =
          new RunExecutors(
              context,
              pace,
              new RunExecutors.Terms(
                  new RunLabel(records.runId(), settings.title().label()),
                  settings.requests(),
                  settings.sides().buckets()),
              end,
              machine);
      VerifyRun run =
          new VerifyRun(
              settings.startedAt(records.started()), executors, walk, findings, checkpoints);
      Optional<Cause> brokenOff = run.run(status, records);
      lines.end();
      VerifyCounts counts = findings.counts();
      Optional<Cause> cause =
          end.cause()
              .or(() -> brokenOff)
              .or(() -> records.problem().map(Cause::couldNotRun))
              .or(() -> lines.problem().map(Cause::couldNotRun));
      if (cause.isEmpty()) {
        records.finish();
        checkpoints.finish();
        cause = run.seen().nothingProved(settings);
      }
      return summary(
          new VerifySummary.Done(
              counts, pace.stores().requests(), run.requestsByExecutor(), lines.paths()),
          cause);
    }
  }

  private RunRecords records(RetriedStores stores, RunStatus status) throws IOException {
    String services =
        String.join(
            " and ",
            settings.sides().buckets().stream()
                .map(bucket -> stores.of(bucket).profile().service())
                .distinct()
                .toList());
    JournalHeader header =
        JournalHeader.of(status.freshId(), began, settings.run().planOptions(), services);
    return status.recorded(
        end, lockLost -> RunRecords.open(settings.run(), header, configuration, lockLost, machine));
  }

  /** What was counted by then is reported, however the walk ends. */
  private VerifySummary dryRun(Walk walk, RetriedStores stores, RunStatus status) {
    Findings findings = new Findings(new FindingLines(Optional.empty()), VerifyCounts.NONE);
    Forecast forecast = new Forecast(settings.checks(), findings);
    status.counting(
        new Progress(
            () -> VerifyRun.shown(findings.counts()),
            () -> Traffic.ofDriver(stores.requests()),
            machine.ticker()));
    VerifyPlan plan = new VerifyPlan(walk, settings, findings, Checkpoints.none(machine.ticker()));
    Optional<Cause> cause = Optional.empty();
    try {
      plan.walk(forecast::add);
    } catch (StoreException e) {
      cause = Optional.of(Cause.couldNotRun("the listing broke off: " + e.fault()));
    } catch (InterruptedException e) {
      cause = Optional.of(end.cause().orElse(Cause.INTERRUPTED));
    } catch (RuntimeException | Error e) {
      cause = Optional.of(Cause.unexpected(e));
    }
    status.counted();
    settings.narrowedSource().tell();
    plan.warnings().forEach(TransferJob::warn);
    RequestCounts listing =
        new RequestCounts(
            Maps.filterKeys(stores.requests().byOperation(), StoreOperation.LIST_OBJECTS::equals),
            0,
            0);
    return summary(
        VerifySummary.Done.forecast(findings.counts(), forecast.requests().plus(listing)),
        cause.or(() -> plan.seen().nothingProved(settings)));
  }

  private VerifySummary refused(ExitCode status, Exception reason) {
    return refused(new Cause(status, String.valueOf(reason.getMessage())));
  }

  /** What ended the run is reported rather than what that brought about. */
  private VerifySummary refused(Cause cause) {
    return summary(VerifySummary.Done.NONE, Optional.of(end.cause().orElse(cause)));
  }

  private VerifySummary summary(VerifySummary.Done done, Optional<Cause> cause) {
    return new VerifySummary(
        settings,
        cause.map(Cause::status).orElse(VerifySummary.ended(settings, done.counts())),
        done,
        machine.clock().millis() - began,
        cause.map(Cause::message));
  }
}
