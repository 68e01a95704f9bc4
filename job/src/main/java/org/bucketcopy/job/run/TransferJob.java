package org.bucketcopy.job.run;

import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.bucketcopy.job.journal.JournalHeader;
import org.bucketcopy.job.journal.OptionsDifferException;
import org.bucketcopy.job.lifecycle.Closing;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.report.Progress;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.job.report.Traffic;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.CopyRoute;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Machine;

/** A run that transfers, from the looks at its ends to the summary. */
public final class TransferJob {
  private static final int DRIVER_CONNECTIONS = 512;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final Configuration configuration;
  private final SparkStart spark;
  private final RunSource source;
  private final TransferSettings settings;
  private final EarlyEnd end;
  private final Machine machine;
  private final long began;
  private volatile IntSupplier leftByProbe = () -> 0;
  private volatile Optional<CopyRoute> route = Optional.empty();

  /**
   * @param configuration settings and credentials of the stores
   * @param spark where to run; its plugins must hold {@link org.bucketcopy.job.dispatch.CopyPlugin}
   * @param source what to transfer, and how
   * @param end ends the run early, whoever asks for it
   * @param machine where time and threads come from
   */
  public TransferJob(
      Configuration configuration,
      SparkStart spark,
      RunSource source,
      EarlyEnd end,
      Machine machine) {
    this.configuration = configuration;
    this.spark = spark;
    this.source = source;
    this.settings = source.transfer();
    this.end = end;
    this.machine = machine;
    this.began = machine.clock().millis();
  }

  /**
   * Makes the run and says how it ended, whatever happens.
   *
   * @param status is kept informed of how far the run is
   */
  public TransferSummary run(RunStatus status) {
    RetryPolicy retries = RetryPolicy.ofRetries(settings.requests().retries());
    RetriedStores stores =
        new RetriedStores(configuration, DRIVER_CONNECTIONS, retries, paced()::contains, machine);
    try {
      return run(stores, status);
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

  private TransferSummary run(RetriedStores stores, RunStatus status)
      throws RefusedException, SparkStart.FailedException, IOException, InterruptedException {
    ObjectStore destination;
    RunSource.Opened opened;
    try {
      destination = stores.of(settings.destination().bucket());
      opened = source.open(stores);
      unused(stores, Sets.union(source.buckets(), Set.of(settings.destination().bucket())))
          .ifPresent(TransferJob::warn);
    } catch (IllegalArgumentException wrongSetting) {
      return refused(ExitCode.USAGE, wrongSetting);
    }
    DriverPace pace = DriverPace.of(settings.requests(), paced(), stores, machine.ticker());
    pace.adapt();
    leftByProbe = opened::leftOpen;
    opened.check(destination).forEach(TransferJob::warn);
    route = opened.route();
    return settings.mode() == TransferSettings.Mode.DRY_RUN
        ? dryRun(stores, opened, destination, status)
        : transfer(opened, pace, header(opened, destination.profile().service(), status), status);
  }

  /** The buckets that executors send requests to. */
  private Set<Bucket> paced() {
    return Sets.union(source.readByExecutors(), Set.of(settings.destination().bucket()));
  }

  /** Names the settings of these buckets that are not used, if there are any. */
  public static Optional<String> unused(RetriedStores stores, Set<Bucket> buckets) {
    Set<String> names = new TreeSet<>();
    buckets.forEach(bucket -> names.addAll(stores.terms(bucket).unused()));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("these settings are not used: " + String.join(", ", names));
  }

  private TransferSummary transfer(
      RunSource.Opened opened, DriverPace pace, JournalHeader header, RunStatus status)
      throws RefusedException, IOException, SparkStart.FailedException, InterruptedException {
    try (RunRecords records = records(header, status)) {
      probe(opened, records);
      DistributedRun run =
          new DistributedRun(started(records), opened, settings, pace, records, end, machine);
      Optional<Cause> brokenOff = run.run(status);
      records.report().close();
      RunCounts counts = run.counts().withLeftOpen(opened.leftOpen());
      new LeftOpen(settings).report(counts.leftOpen());
      Optional<Cause> cause =
          end.cause()
              .or(() -> brokenOff)
              .or(() -> records.problem().map(Cause::couldNotRun))
              .or(() -> records.report().problem().map(Cause::couldNotRun))
              .or(() -> nothingToDo(counts));
      if (cause.isEmpty() && counts.objects().failed() == 0 && counts.leftOpen() == 0) {
        records.finish();
      }
      return summary(
          counts, new RunRequests(pace.stores().requests(), run.requestsByExecutor()), cause);
    }
  }

  /** A run that is refused leaves no journal, unless an earlier driver had one. */
  private static void probe(RunSource.Opened opened, RunRecords records)
      throws RefusedException, IOException, InterruptedException {
    try {
      opened.probe(records.journal()).forEach(TransferJob::warn);
    } catch (RefusedException | InterruptedException e) {
      if (records.earlierRun().isEmpty() && opened.leftOpen() == 0) {
        records.finish();
      }
      throw e;
    }
  }

  private JournalHeader header(RunSource.Opened opened, String service, RunStatus status) {
    Map<String, String> options = new HashMap<>(settings.run().planOptions());
    options.putAll(opened.decided());
    return JournalHeader.of(status.freshId(), began, options, service);
  }

  private RunRecords records(JournalHeader header, RunStatus status) throws IOException {
    return status.recorded(
        end, lockLost -> RunRecords.open(settings.run(), header, configuration, lockLost, machine));
  }

  /**
   * Says that there is nothing to do.
   *
   * @param entry what a source has: object or file
   * @param listed how many there are; the filters have left out all of them
   * @param source where they are
   */
  public static String nothing(String entry, long listed, String source) {
    return listed == 0
        ? String.format("there is no %s under %s", entry, source)
        : String.format("the filters leave none of the %d %ss under %s", listed, entry, source);
  }

  /** Writes a warning for the user. */
  public static void warn(String warning) {
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

  /** What was counted by then is reported, however the walk ends. */
  private TransferSummary dryRun(
      RetriedStores stores, RunSource.Opened opened, ObjectStore destination, RunStatus status) {
    CopyPlanner planner = opened.planner(destination.profile(), settings.plan());
    RunPlan plan =
        new RunPlan(
            settings,
            opened.candidates(destination),
            pair -> opened.plan(planner, pair),
            Optional.empty(),
            object -> false);
    Results results = new Results(new Report(Optional.empty()), failed -> {}, end::defect);
    DryRun forecast =
        new DryRun(
            destination.profile(),
            settings.selection().ifExists(),
            opened.reads(),
            opened.route(),
            results);
    status.counting(
        new Progress(results::counts, () -> Traffic.ofDriver(stores.requests()), machine.ticker()));
    Optional<Cause> cause = Optional.empty();
    try {
      plan.walk(results, forecast::add);
      plan.finish(results, forecast::add);
    } catch (StoreException e) {
      cause = Optional.of(Cause.couldNotRun("the listing broke off: " + e.fault()));
    } catch (InterruptedException e) {
      cause = Optional.of(end.cause().orElse(Cause.INTERRUPTED));
    } catch (RuntimeException | Error e) {
      cause = Optional.of(Cause.unexpected(e));
    }
    status.counted();
    settings.ends().narrowed().tell();
    plan.warnings().forEach(TransferJob::warn);
    RunCounts counts = results.counts().withParts(forecast.parts(), forecast.sent());
    RequestCounts requests = forecast.requests().plus(listing(stores.requests()));
    return summary(counts, RunRequests.ofDriver(requests), cause.or(() -> nothingToDo(counts)));
  }

  /** A run lists what its dry run has listed. */
  private static RequestCounts listing(RequestCounts made) {
    return new RequestCounts(
        Maps.filterKeys(made.byOperation(), StoreOperation.LIST_OBJECTS::equals), 0, 0);
  }

  /** A prefix with a typing error in it lists nothing, as one does that is empty. */
  private Optional<Cause> nothingToDo(RunCounts counts) {
    if (counts.objects().listed() > counts.objects().filtered()) {
      return Optional.empty();
    }
    String listed = settings.ends().narrowed().listed();
    String nothing = nothing(source.entry(), counts.objects().listed(), listed);
    if (settings.run().failIfEmpty()) {
      return Optional.of(Cause.couldNotRun(nothing + " (--fail-if-empty)"));
    }
    warn(nothing);
    return Optional.empty();
  }

  private TransferSummary refused(ExitCode status, Exception reason) {
    return refused(new Cause(status, String.valueOf(reason.getMessage())));
  }

  /** What ended the run is reported rather than what that brought about. */
  private TransferSummary refused(Cause cause) {
    RunCounts counts = RunCounts.NONE.withLeftOpen(leftByProbe.getAsInt());
    new LeftOpen(settings).report(counts.leftOpen());
    return summary(counts, RunRequests.NONE, Optional.of(end.cause().orElse(cause)));
  }

  private TransferSummary summary(RunCounts counts, RunRequests requests, Optional<Cause> cause) {
    return new TransferSummary(
        settings,
        route,
        cause.map(Cause::status).orElse(TransferSummary.ended(counts)),
        counts,
        requests,
        machine.clock().millis() - began,
        cause.map(Cause::message));
  }
}
