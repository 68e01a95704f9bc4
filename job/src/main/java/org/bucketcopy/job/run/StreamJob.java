package org.bucketcopy.job.run;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.journal.UploadToken;
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
import org.bucketcopy.job.transfer.StreamTransfer;
import org.bucketcopy.job.transfer.StreamedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.plan.StreamLayout;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upload of a stream by the driver alone, without Spark's executors, from the looks at the
 * destination to the summary.
 */
public final class StreamJob {
  private static final Logger LOG = LoggerFactory.getLogger(StreamJob.class);

  /** Requests beside those that send parts. */
  private static final int OTHER_CONNECTIONS = 16;

  private static final long PACE_MILLIS = 100;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  /** How long a transfer that ends early waits for aborts: a signal leaves seven seconds. */
  private static final Duration WIND_DOWN = Duration.ofSeconds(4);

  private final Configuration configuration;
  private final StreamSettings settings;
  private final InputStream in;
  private final EarlyEnd end;
  private final Machine machine;
  private final long began;
  private final Results results;

  /**
   * @param configuration settings and credentials of the stores
   * @param in the stream, which stays open
   * @param end ends the upload early, whoever asks for it
   * @param machine where time and threads come from
   */
  public StreamJob(
      Configuration configuration,
      StreamSettings settings,
      InputStream in,
      EarlyEnd end,
      Machine machine) {
    this.configuration = configuration;
    this.settings = settings;
    this.in = in;
    this.end = end;
    this.machine = machine;
    this.began = machine.clock().millis();
    this.results = new Results(new Report(Optional.empty()), failed -> {}, end::defect);
  }

  /**
   * Uploads the stream and says how that ended, whatever happens.
   *
   * @param status is kept informed of how far that is
   */
  public TransferSummary run(RunStatus status) {
    RetriedStores stores =
        new RetriedStores(
            configuration,
            settings.inFlight() + OTHER_CONNECTIONS,
            RetryPolicy.ofRetries(settings.transfer().requests().retries()),
            settings.object().bucket()::equals,
            machine);
    try {
      return summary(stores, upload(stores, status));
    } catch (RefusedException e) {
      return summary(stores, Optional.of(new Cause(e.status(), String.valueOf(e.getMessage()))));
    } catch (InterruptedException e) {
      return summary(stores, Optional.of(Cause.INTERRUPTED));
    } catch (RuntimeException | Error e) {
      return summary(stores, Optional.of(Cause.unexpected(e)));
    } finally {
      Closing.within(CLOSE_TIMEOUT, "a store", stores, machine.threads());
    }
  }

  private Optional<Cause> upload(RetriedStores stores, RunStatus status)
      throws RefusedException, InterruptedException {
    ObjectStore destination;
    try {
      destination = stores.of(settings.object().bucket());
      TransferJob.unused(stores, Set.of(settings.object().bucket())).ifPresent(TransferJob::warn);
    } catch (IllegalArgumentException wrongSetting) {
      return Optional.of(new Cause(ExitCode.USAGE, String.valueOf(wrongSetting.getMessage())));
    }
    StreamPreflight preflight = new StreamPreflight(settings, destination);
    StreamLayout layout = preflight.layout();
    DriverPace pace =
        DriverPace.of(
            settings.transfer().requests(),
            Set.of(settings.object().bucket()),
            stores,
            machine.ticker());
    pace.adapt();
    pace.sendAll();
    preflight.check();
    Optional<StoreFault> exists = preflight.exists();
    if (exists.isPresent()) {
      results.planned(0);
      results.failed(settings.empty(), exists.orElseThrow());
      return exists.map(StreamJob::failed);
    }
    ScheduledExecutorService watch = machine.threads().named("bucket-copy-watch");
    Progress progress =
        new Progress(results::counts, () -> Traffic.ofDriver(stores.requests()), machine.ticker());
    try {
      status.counting(progress);
      new Guarded(pace::adapt, end::defect).every(watch, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
      return transfer(destination, layout, stores, status.freshId());
    } finally {
      watch.shutdownNow();
      progress.listingEnded();
      status.counted();
    }
  }

  private Optional<Cause> transfer(
      ObjectStore destination, StreamLayout layout, RetriedStores stores, String runId)
      throws RefusedException, InterruptedException {
    StreamTransfer transfer =
        new StreamTransfer(
            destination,
            new StreamedObject(
                settings.object(),
                settings.metadata().orIn(stores.terms(settings.object().bucket()).storageClass()),
                settings.rules().ifExists().destination()),
            new StreamTransfer.Source(
                in,
                layout,
                settings.memory(),
                settings.inFlight(),
                machine.threads().named("bucket-copy-stream")),
            new StreamTransfer.Run(
                () -> UploadToken.fresh(runId, machine.random()),
                results,
                machine.threads().named("bucket-copy-pause"),
                machine.clock()));
    boolean over = false;
    try {
      if (settings.transfer().run().failIfEmpty() && transfer.isEmpty()) {
        throw new RefusedException("there is no byte in standard input (--fail-if-empty)");
      }
      transfer.run();
      over = true;
    } finally {
      if (!over) {
        abandon(transfer, stores);
      }
    }
    return transfer.failure().map(StreamJob::failed);
  }

  private static Cause failed(StoreFault fault) {
    return new Cause(ExitCode.OBJECTS_FAILED, fault.toString());
  }

  /** Nothing is left open that is not counted, as far as there is time. */
  private void abandon(StreamTransfer transfer, RetriedStores stores) {
    // An interruption has ended the upload already, if it was to.
    Thread.interrupted();
    try {
      CompletionStage<Void> initiated = stores.windDown();
      CompletionStage<Void> ended = transfer.abandon();
      initiated
          .thenCompose(none -> ended)
          .toCompletableFuture()
          .get(WIND_DOWN.toNanos(), NANOSECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      LOG.debug("not all is settled that was in flight", e);
    } finally {
      if (results.counts().objects().listed() == 0) {
        results.planned(0);
      }
      results.leftOpen(transfer.giveUp() + stores.initiatesUnderWay());
    }
  }

  private TransferSummary summary(RetriedStores stores, Optional<Cause> brought) {
    RunCounts counts = results.counts();
    if (counts.leftOpen() > 0) {
      System.err.println("bucket-copy: " + leftOpen(settings.object()));
    }
    Optional<Cause> cause = end.cause().or(() -> brought);
    return new TransferSummary(
        settings.transfer(),
        Optional.empty(),
        cause.map(Cause::status).orElse(TransferSummary.ended(counts)),
        counts,
        RunRequests.ofDriver(stores.requests()),
        machine.clock().millis() - began,
        cause.map(Cause::message));
  }

  private static String leftOpen(ObjectLocation object) {
    String folder = object.uri().substring(0, object.uri().lastIndexOf('/') + 1);
    return Printable.of(
        String.format(
            "the upload of %s may still be open: `sweep --destination %s --older-than TIME` lists"
                + " it, and aborts it with `--all --yes`",
            object, folder));
  }
}
