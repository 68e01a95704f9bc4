package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.servers.bos.BodyFault;
import org.bucketcopy.job.servers.bos.BosCall;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.stores.RequestLimit;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that takes no more of a body, which no socket notices. */
class StuckBodyTest {
  private static final Bucket BUCKET = new Bucket("bos", "bucket");

  /** More than all buffers between a client and a server have. */
  private static final int SIZE = 64 << 20;

  private final BosServer server = BosServer.start();
  private final Watches timer = new Watches();

  StuckBodyTest() {
    server.create(BUCKET.name(), "bj");
  }

  /** A timer whose repeated tasks are run by the test. */
  private static final class Watches extends ScheduledThreadPoolExecutor {
    private final Queue<Runnable> repeated = new ConcurrentLinkedQueue<>();

    Watches() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable command, long initialDelay, long delay, TimeUnit unit) {
      repeated.add(command);
      return super.scheduleWithFixedDelay(command, initialDelay, delay, unit);
    }

    void passSilence() {
      repeated.forEach(Runnable::run);
    }
  }

  @AfterEach
  void stop() {
    server.close();
    timer.shutdownNow();
  }

  @Test
  void requestEndsWhenASilenceHasPassed() {
    try (ObjectStore store = open(Duration.ofHours(1))) {
      server.next(BosCall.PUT_OBJECT, BodyFault.UNREAD);
      CompletableFuture<StoredObject> sending = put(store, zeros()).toCompletableFuture();
      while (!sending.isDone()) {
        timer.passSilence();
        CompletableFuture<Object> pause =
            new CompletableFuture<>().completeOnTimeout("over", 20, TimeUnit.MILLISECONDS);
        CompletableFuture.anyOf(pause, sending.handle((made, failure) -> "over")).join();
      }
      StoreFault fault = Calls.fault(sending);
      assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(fault.message()).contains("the server takes no more of the body");
      Calls.done(put(store, zeros()));
    }
  }

  @Test
  void requestEndsWhenItsTimeIsOver() {
    try (ObjectStore store = open(Duration.ofMillis(300))) {
      server.next(BosCall.PUT_OBJECT, BodyFault.UNREAD);
      StoreFault fault = Calls.fault(put(store, zeros()));
      assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(fault.message()).contains("was not over");
    }
  }

  @Test
  void slowSourceIsNoStuckServer() {
    InputStream slow =
        new ByteArrayInputStream(new byte[100_000]) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int most) {
            timer.passSilence();
            timer.passSilence();
            timer.passSilence();
            return super.read(bytes, offset, most);
          }
        };
    try (ObjectStore store = open(Duration.ofHours(1))) {
      Calls.done(put(store, body(100_000, slow)));
    }
  }

  private ObjectStore open(Duration total) {
    RequestLimits limits = new RequestLimits(operation -> new RequestLimit(total, 1 << 20), timer);
    return new BosOpener(Map.of(), limits, RealMachine.MACHINE)
        .open(
            BUCKET,
            BosHarness.settings(
                ImmutableMap.of(
                    "endpoint", server.endpoint(),
                    "access.key", BosServer.ACCESS_KEY,
                    "secret.access.key", BosServer.SECRET_KEY)),
            1);
  }

  private static CompletionStage<StoredObject> put(ObjectStore store, Body body) {
    return store
        .writer()
        .put(new ObjectPut(BUCKET.object("k"), ObjectMetadata.NONE, DestinationRule.REPLACE), body);
  }

  private static Body zeros() {
    return body(SIZE, new ByteArrayInputStream(new byte[SIZE]));
  }

  private static Body body(long length, InputStream in) {
    return new Body() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream open() {
        return in;
      }
    };
  }
}
