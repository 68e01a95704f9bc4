package org.bucketcopy.job.stores.oss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import org.bucketcopy.job.stores.HadoopStoreSettings;
import org.bucketcopy.job.stores.RequestLimit;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sources and servers that stop half-way. */
class OssBodyTimingTest {
  private static final int LARGE = 64 << 20;

  private final OssHarness harness = new OssHarness();
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final ObjectLocation object = harness.destination().bucket().object("sent");

  OssBodyTimingTest() {
    timer.setRemoveOnCancelPolicy(true);
  }

  @AfterEach
  void stop() {
    harness.close();
    timer.shutdownNow();
  }

  @Test
  void sourcesThatBlockHoldUpNothingElse() {
    CountDownLatch goOn = new CountDownLatch(1);
    harness.put(object, new byte[5], ObjectMetadata.NONE);
    try (ObjectStore store = open(Duration.ofMinutes(2), 32)) {
      CompletableFuture<?>[] puts =
          IntStream.range(0, 16)
              .mapToObj(
                  i -> {
                    CountedBody body =
                        new CountedBody(new byte[100]).failing(50, () -> waits(goOn));
                    return store.writer().put(put("blocked" + i), body).toCompletableFuture();
                  })
              .map(call -> call.exceptionally(failure -> null))
              .toArray(CompletableFuture<?>[]::new);
      assertThat(Calls.done(store.head(object, Optional.empty())).size()).isEqualTo(5);
      assertThat(CompletableFuture.allOf(puts)).isNotDone();
      goOn.countDown();
      assertThat(CompletableFuture.allOf(puts)).succeedsWithin(Duration.ofMinutes(1));
    }
  }

  private static IOException waits(CountDownLatch goOn) throws InterruptedException {
    goOn.await();
    return new IOException("went on");
  }

  @Test
  void serverThatStopsReadingEndsTheCall() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ObjectStore store = at(silent, Duration.ofSeconds(2))) {
      CountedBody body = new CountedBody(new byte[LARGE]);
      assertThat(Calls.fault(store.writer().put(put("stalled"), body)).kind())
          .isEqualTo(Kind.UNKNOWN);
      // The limit of time waits for nobody.
      assertThat(body.closed()).succeedsWithin(Duration.ofMinutes(1));
      assertThat(body.streams()).isZero();
      assertThat(body.read()).isPositive().isLessThan(LARGE);
    }
  }

  @Test
  void answerThatComesEarlyEndsTheCallWithItsCode() throws IOException {
    String error = "<Error><Code>AccessDenied</Code><Message>no</Message></Error>";
    StoreFault fault = early("403 Forbidden", error);
    assertThat(fault.kind()).isEqualTo(Kind.DENIED);
    assertThat(fault.code()).isEqualTo("AccessDenied");
  }

  @Test
  void successThatComesEarlyIsNone() throws IOException {
    assertThat(early("200 OK\r\nETag: \"e\"", "").kind()).isEqualTo(Kind.UNKNOWN);
  }

  private StoreFault early(String status, String answer) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ObjectStore store = at(server, Duration.ofMinutes(1))) {
      CountedBody body = new CountedBody(new byte[LARGE]);
      var call = store.writer().put(put("early"), body);
      try (Socket socket = server.accept()) {
        assertThat(socket.getInputStream().read()).isEqualTo('P');
        String reply =
            "HTTP/1.1 " + status + "\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer;
        socket.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
        StoreFault fault = Calls.fault(call);
        assertThat(body.streams()).isZero();
        assertThat(body.read()).isLessThan(LARGE);
        return fault;
      }
    }
  }

  @Test
  void streamThatIsOpenHasNoLimitOfTime() throws IOException {
    harness.put(object, new byte[100_000], ObjectMetadata.NONE);
    try (ObjectStore store = open(Duration.ofMinutes(2), 4)) {
      CopySource source =
          CopySource.of(object, Calls.done(store.head(object, Optional.empty())).identity());
      try (InputStream in = Calls.done(store.reader().read(source, new ByteRange(0, 99_999)))) {
        assertThat(timer.getQueue()).isEmpty();
        assertThat(in.readAllBytes()).hasSize(100_000);
      }
    }
  }

  private ObjectStore at(ServerSocket server, Duration total) {
    harness.configuration().set("fs.oss.endpoint", "http://127.0.0.1:" + server.getLocalPort());
    return open(total, 4);
  }

  private ObjectStore open(Duration total, int connections) {
    RequestLimits limits = new RequestLimits(operation -> new RequestLimit(total, 1 << 20), timer);
    return new OssOpener(Map.of(), limits, RealMachine.MACHINE)
        .open(
            object.bucket(),
            new HadoopStoreSettings(harness.configuration(), "oss", "destination"),
            connections);
  }

  private ObjectPut put(String key) {
    return new ObjectPut(object.bucket().object(key), ObjectMetadata.NONE, DestinationRule.REPLACE);
  }
}
