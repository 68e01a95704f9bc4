package org.bucketcopy.job.stores.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.servers.AnyServer;
import org.bucketcopy.job.servers.bos.BosCall;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;

/** Why a HEAD was refused, which its own answer cannot tell: the three stores side by side. */
final class HeadRefusalTest {
  private static final Bucket SOURCE = new Bucket("s3", AnyServer.SOURCE);

  @Test
  void s3TellsByGet() {
    try (AnyServer.OfS3 server = new AnyServer.OfS3();
        ObjectStore store = store(AnyServer.Kind.S3, server)) {
      server.put("k", 10);
      for (Operation call : new Operation[] {Operation.HEAD_OBJECT, Operation.GET_OBJECT}) {
        server.server().cues().next(call, Fault.WRONG_REGION);
      }

      StoreFault refused = Calls.fault(store.head(SOURCE.object("k"), Optional.empty()));

      assertThat(refused.kind()).isEqualTo(Kind.INVALID);
      assertThat(refused)
          .hasToString(
              "look at s3://source/k: AuthorizationHeaderMalformed (HTTP 400): "
                  + refused.message()
                  + " [request "
                  + refused.requestId()
                  + "]");
      assertThat(refused.message())
          .contains("expecting 'eu-west-1'", "set fs.s3a.endpoint.region to its region");
    }
  }

  @Test
  void s3TellsOfABucketByListing() {
    try (AnyServer.OfS3 server = new AnyServer.OfS3();
        ObjectStore store = store(AnyServer.Kind.S3, server)) {
      server.server().cues().next(Operation.HEAD_BUCKET, Fault.WRONG_CLOCK);
      server.server().cues().next(Operation.LIST_OBJECTS, Fault.WRONG_CLOCK);

      StoreFault refused = Calls.fault(store.bucket(SOURCE));

      assertThat(refused.code()).isEqualTo("RequestTimeTooSkewed");
      assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(refused.message()).contains("set the clock");
    }
  }

  @Test
  void ossTellsByGet() {
    try (AnyServer.OfOss server = new AnyServer.OfOss();
        ObjectStore store = store(AnyServer.Kind.OSS, server)) {
      ObjectLocation key = new Bucket("oss", AnyServer.SOURCE).object("k");
      server.put("k", 10);
      OssFault wrongClock = OssFault.error(403, "RequestTimeTooSkewed");
      server.server().next(OssCallKind.HEAD_OBJECT, wrongClock);
      server.server().next(OssCallKind.READ_OBJECT, wrongClock);

      StoreFault refused = Calls.fault(store.head(key, Optional.empty()));

      assertThat(refused.code()).isEqualTo("RequestTimeTooSkewed");
      assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(refused.message()).contains("set the clock");
    }
  }

  @Test
  void bosTellsByGet() {
    try (AnyServer.OfBos server = new AnyServer.OfBos();
        ObjectStore store = store(AnyServer.Kind.BOS, server)) {
      ObjectLocation key = new Bucket("bos", AnyServer.SOURCE).object("k");
      server.put("k", 10);
      org.bucketcopy.job.servers.bos.Fault wrong =
          org.bucketcopy.job.servers.bos.Fault.error(400, "InvalidArgument", "It is wrong.");
      server.server().next(BosCall.HEAD_OBJECT, wrong);
      server.server().next(BosCall.READ_OBJECT, wrong);

      StoreFault refused = Calls.fault(store.head(key, Optional.empty()));

      assertThat(refused.code()).isEqualTo("InvalidArgument");
      assertThat(refused.kind()).isEqualTo(Kind.INVALID);
      assertThat(refused.message()).isEqualTo("It is wrong.");
    }
  }

  /** What was refused may have been a login that is no more the one of the GET. */
  @Test
  void aGetThatSucceedsTellsNothing() {
    try (AnyServer.OfS3 server = new AnyServer.OfS3();
        ObjectStore store = store(AnyServer.Kind.S3, server)) {
      server.put("k", 10);
      server.server().cues().next(Operation.HEAD_OBJECT, Fault.EXPIRED_TOKEN);

      StoreFault refused = Calls.fault(store.head(SOURCE.object("k"), Optional.empty()));

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.code()).isEmpty();
      assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  private static ObjectStore store(AnyServer.Kind kind, AnyServer server) {
    Configuration configuration = new Configuration(false);
    server.settings().forEach(configuration::set);
    return new StoreRegistry(configuration, 4, RealMachine.MACHINE)
        .open(new Bucket(kind.scheme(), AnyServer.SOURCE));
  }
}
