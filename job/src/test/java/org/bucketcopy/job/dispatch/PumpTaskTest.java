package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.job.stores.registry.BucketLocation;
import org.bucketcopy.job.stores.registry.StoreRegistry;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an executor reaches whose surroundings are not the driver's. */
final class PumpTaskTest {
  private static final String SURROUNDINGS = "aws.endpointUrlS3";
  private static final Bucket BUCKET = new Bucket("s3", VirtualS3.DESTINATION);

  private final Configuration settings = new Configuration();

  @AfterEach
  void clear() {
    System.clearProperty(SURROUNDINGS);
    LoggedRun.ended();
  }

  @Test
  void anExecutorReachesWhatTheDriverReached() throws Exception {
    settings.set("fs.s3a.access.key", "user");
    settings.set("fs.s3a.secret.key", "unchecked");
    try (VirtualS3 drivers = server();
        VirtualS3 executors = server()) {
      surroundings(drivers.endpoint());
      BucketLocation location =
          new StoreRegistry(settings, 1, RealMachine.MACHINE).location(BUCKET);
      PumpTask shipped = shipped(location);

      surroundings(executors.endpoint());
      try (ExecutorContext context = shipped.newContext("host", RealMachine.MACHINE)) {
        assertThat(context.site().destination()).isEqualTo(location.toString());
        Calls.done(context.resources().store(BUCKET).bucket(BUCKET));
      }

      assertThat(drivers.ledger().requests()).isPositive();
      assertThat(executors.ledger().requests()).isZero();
    }
  }

  @Test
  void anExecutorThatWasNotToldSaysWhatItReaches() throws Exception {
    surroundings(URI.create("http://executors.example"));
    try (ExecutorContext context =
        shipped(new BucketLocation(BUCKET, "s3a", Map.of()))
            .newContext("host", RealMachine.MACHINE)) {
      assertThat(context.site().destination()).contains("endpoint=http://executors.example");
    }
  }

  @Test
  void whatAnExecutorLogsNamesTheRun() throws Exception {
    try (ExecutorContext context =
        shipped(new BucketLocation(BUCKET, "s3a", Map.of()))
            .newContext("host", RealMachine.MACHINE)) {
      assertThat(context.inFlight()).isZero();
      assertThat(System.getProperty("bucketcopy.runId")).isEqualTo("run");
    }
  }

  private static VirtualS3 server() {
    return VirtualS3.start(Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(1, 1))));
  }

  private static void surroundings(URI endpoint) {
    System.setProperty(SURROUNDINGS, endpoint.toString());
  }

  /** The task as it arrives on an executor. */
  private PumpTask shipped(BucketLocation location) throws Exception {
    PumpTask task =
        new PumpTask(
            new SerializableConfiguration(location.in(settings)),
            List.of(BUCKET),
            new PumpSettings(1, 0),
            "run");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(task);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (PumpTask) in.readObject();
    }
  }
}
