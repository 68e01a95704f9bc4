package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.bucketcopy.job.stores.registry.BucketLocation;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.pace.RequestBudgets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pumps as Spark's tasks. Without the plugin that is their way to the driver, each fails. */
final class PumpCrewTest {
  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void pumpsThatFailEndTheRunAndPumpsThatAreCancelledAtItsEndDoNot() throws InterruptedException {
    SparkConf conf = new SparkConf().setMaster("local[1]").setAppName("crew");
    conf.set("spark.ui.enabled", "false");
    conf.set("spark.driver.host", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      Ticker clock = Ticker.systemTicker();
      LeaseDesk desk =
          new LeaseDesk(new WorkQueue(), new RequestBudgets(Map.of(), clock), clock, defect -> {});
      Bucket bucket = new Bucket("s3", "b");
      BucketLocation located = new BucketLocation(bucket, "s3a", Map.of());
      PumpCrew crew = new PumpCrew(spark, desk, located, new PumpSettings(1, 0), "copies", clock);
      crew.start();

      Optional<Throwable> failure = crew.failure();
      while (failure.isEmpty()) {
        failure = crew.failure();
        Thread.onSpinWait();
      }
      crew.awaitEnd(0);

      assertThat(crew.failure()).isEmpty();
    }
  }
}
