package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of a run while it goes on. */
final class MetricsJobTest {
  private static final int PARTS = 8;
  private static final long PART = 128L << 20;

  /** Dashboards have these names: they stay. */
  private static final Pattern METRIC =
      Pattern.compile(
          "metrics_bucket_copy_driver_plugin_org_bucketcopy_job_dispatch_CopyPlugin_"
              + "(\\w+)_Value\\{.*} (\\S+)");

  private final VirtualS3 server =
      VirtualS3.start(
          Holdings.of(
              SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(1, 4096).then(1, PARTS * PART))));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void prometheusReadsTheFiguresOfARunThatGoesOn() {
    CompletableFuture<Map<String, Double>> atWork = new CompletableFuture<>();
    CompletableFuture<Map<String, Double>> atItsEnd = new CompletableFuture<>();
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
    // The first part is that of the probe, by the driver.
    server
        .cues()
        .at(Operation.COPY_PART, 2, () -> server.cues().next(Operation.COPY_PART, Fault.SLOW_DOWN));
    // The server answers nothing meanwhile, so that the figures stay as they are.
    hold(
        Operation.COPY_PART,
        4,
        atWork,
        page ->
            page.getOrDefault("executorInFlight", 0.0) == 3
                // Those of the driver are measured twice a second.
                && page.getOrDefault("inFlight", 0.0) >= 3);
    hold(
        Operation.COMPLETE,
        1,
        atItsEnd,
        page ->
            page.getOrDefault("parts", 0.0) == PARTS
                // An executor hands in what is done before it is ready for more.
                && page.getOrDefault("executorInFlight", 0.0) == 0);

    CopyRun run =
        CopyRun.of(
            server,
            Map.of("spark.ui.enabled", "true", "spark.ui.port", "0"),
            "--in-flight",
            "3",
            "--tags",
            "none");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    Map<String, Double> working = atWork.orTimeout(0, SECONDS).join();
    assertThat(working)
        .containsEntry("listed", 2.0)
        .containsEntry("planned", 2.0)
        .containsEntry("plannedBytes", 4096.0 + PARTS * PART)
        .containsEntry("copied", 0.0);
    assertThat(working.get("inFlight")).isBetween(3.0, PARTS + 1.0);
    Map<String, Double> ending = atItsEnd.orTimeout(0, SECONDS).join();
    assertThat(ending)
        .containsEntry("copiedBytes", (double) PARTS * PART)
        .containsEntry("copied", 0.0)
        .containsEntry("failed", 1.0)
        .containsEntry("filtered", 0.0)
        .containsEntry("skipped", 0.0)
        .containsEntry("degraded", 0.0)
        .containsEntry("uploadsLeftOpen", 0.0)
        .containsEntry("inFlight", 0.0)
        .containsEntry("throttledRequests", 1.0)
        .containsEntry("failedRequests", 2.0)
        .containsEntry("executorInFlight", 0.0)
        .containsEntry("executorRequests", PARTS + 2.0)
        .containsEntry("executorThrottledRequests", 1.0);
    assertThat(ending.get("bytesPerSecond")).isPositive();
    // All but the completion's answer and what follows it.
    assertThat(ending.get("requests"))
        .isBetween(PARTS + 2.0 + 4, run.summary().path("requests").size() * 100.0);
  }

  private void hold(
      Operation operation,
      int nth,
      CompletableFuture<Map<String, Double>> seen,
      Predicate<Map<String, Double>> wanted) {
    server
        .cues()
        .at(
            operation,
            nth,
            () -> {
              try {
                seen.complete(await(wanted));
              } catch (Throwable e) {
                seen.completeExceptionally(e);
              }
            });
  }

  private static Map<String, Double> await(Predicate<Map<String, Double>> wanted) {
    String page = SparkContext.getOrCreate().uiWebUrl().get() + "/metrics/prometheus/";
    long deadline = System.nanoTime() + MINUTES.toNanos(1);
    Map<String, Double> metrics = metrics(page);
    while (!wanted.test(metrics)) {
      assertThat(System.nanoTime()).as("metrics are there, not " + metrics).isLessThan(deadline);
      Uninterruptibles.sleepUninterruptibly(20, MILLISECONDS);
      metrics = metrics(page);
    }
    return metrics;
  }

  private static Map<String, Double> metrics(String page) {
    try (InputStream in = URI.create(page).toURL().openStream()) {
      return METRIC
          .matcher(new String(in.readAllBytes(), UTF_8))
          .results()
          .collect(
              Collectors.toMap(found -> found.group(1), found -> Double.valueOf(found.group(2))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
