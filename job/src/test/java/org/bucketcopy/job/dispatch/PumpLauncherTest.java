package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.bucketcopy.job.stores.registry.BucketLocation;
import org.bucketcopy.job.stores.registry.BucketLocations;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.pace.RequestBudgets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pumps as Spark's tasks. Without the plugin that is their way to the driver, each fails. */
final class PumpLauncherTest {
  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void pumpsThatFailEndTheRunAndPumpsThatAreCancelledAtItsEndDoNot() throws InterruptedException {
    SparkConf conf = new SparkConf().setMaster("local[1]").setAppName("launcher");
    conf.set("spark.ui.enabled", "false");
    conf.set("spark.driver.host", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      Ticker clock = Ticker.systemTicker();
      LeaseCoordinator coordinator =
          new LeaseCoordinator(
              new WorkQueue(), new RequestBudgets(Map.of(), clock), clock, defect -> {});
      Bucket bucket = new Bucket("s3", "b");
      BucketLocation located = new BucketLocation(bucket, "s3a", Map.of());
      PumpLauncher launcher =
          new PumpLauncher(
              spark,
              coordinator,
              new BucketLocations(List.of(located)),
              new PumpSettings(1, 0),
              new RunLabel("1", "copies"),
              clock);
      launcher.start();

      Optional<Throwable> failure = launcher.failure();
      while (failure.isEmpty()) {
        failure = launcher.failure();
        Thread.onSpinWait();
      }
      launcher.awaitEnd(0);

      assertThat(launcher.failure()).isEmpty();
    }
  }
}
