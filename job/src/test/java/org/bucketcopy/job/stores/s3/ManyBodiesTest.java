package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.UploadHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many parts on their way at once to a server that takes no byte of them for a while. */
final class ManyBodiesTest {
  private static final int PARTS = 64;
  private static final long PART = 64L << 20;
  private static final long MOST_OF_A_PART = 2L << 20;
  private static final Bucket BUCKET = new Bucket("s3", "b");

  @Test
  @Timeout(300)
  void littleIsHeldOfEachPart() throws Exception {
    CountDownLatch stalled = new CountDownLatch(PARTS);
    CountDownLatch refusing = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, PARTS, InetAddress.getLoopbackAddress());
        ObjectStore store = open(server)) {
      long before = held();
      List<CompletionStage<?>> sent = new ArrayList<>();
      List<TestBody> bodies = new ArrayList<>();
      serve(server, stalled, refusing);
      UploadHandle upload = new UploadHandle(BUCKET.object("k"), "u");
      for (int number = 1; number <= PARTS; number++) {
        TestBody body = new TestBody(PART, EndlessStream::new);
        bodies.add(body);
        sent.add(store.writer().uploadPart(new PartUpload(upload, number), body));
      }
      stalled.await();
      assertThat(held() - before).isLessThan(PARTS * MOST_OF_A_PART);
      refusing.countDown();
      for (CompletionStage<?> part : sent) {
        assertThat(Calls.fault(part).kind().passing()).isTrue();
      }
      assertThat(bodies).allMatch(body -> body.stillOpen() == 0 && body.read() < PART / 2);
    }
  }

  /** On the heap, and in Netty's buffers outside it. */
  private static long held() {
    System.gc();
    return Runtime.getRuntime().totalMemory()
        - Runtime.getRuntime().freeMemory()
        + PlatformDependent.usedDirectMemory();
  }

  private static ObjectStore open(ServerSocket server) {
    return Openers.s3(Map.of())
        .open(
            BUCKET,
            new MapSettings(
                Map.of(
                    "endpoint", "http://127.0.0.1:" + server.getLocalPort(),
                    "access.key", "AK",
                    "secret.key", "SK")),
            PARTS);
  }

  private static void serve(ServerSocket server, CountDownLatch stalled, CountDownLatch refusing) {
    Thread acceptor =
        new Thread(
            () -> {
              List<Socket> connections = new ArrayList<>();
              try (server) {
                for (int i = 0; i < PARTS; i++) {
                  Socket connection = server.accept();
                  connections.add(connection);
                  connection.getInputStream().skipNBytes(2 << 20);
                  stalled.countDown();
                }
                refusing.await();
                for (Socket connection : connections) {
                  connection.setSoLinger(true, 0);
                  connection.close();
                }
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    acceptor.setDaemon(true);
    acceptor.start();
  }
}
