package org.bucketcopy.job.servers.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bucketcopy.job.servers.virtual.Sdk.error;

import com.google.common.collect.Lists;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

class FaultTest {
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("k/", KeyShape.NUMBERED, SizeRule.of(1_000, 4096));

  private VirtualS3 server;
  private S3AsyncClient client;

  @BeforeEach
  void start() {
    server = VirtualS3.start(Holdings.of(KEYS));
    client = Sdk.of(server);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "INTERNAL_ERROR, 500 InternalError, 0",
    "SLOW_DOWN, 503 SlowDown, 0",
    "ACCESS_DENIED, 403 AccessDenied, 0",
    "EXPIRED_TOKEN, 400 ExpiredToken, 0",
    "ERROR_IN_BODY, 200 InternalError, 0",
    "RESET_BEFORE, SdkClientException, 0",
    "RESET_AFTER, SdkClientException, 1",
    "CUT_SHORT, SdkClientException, 1"
  })
  void aFaultArrivesOnceAndTheWorkIsDoneOrNot(Fault fault, String seen, int done) {
    server.cues().next(Operation.COPY_OBJECT, fault);
    assertThat(error(() -> Sdk.copy(client, KEYS.key(1)).join())).isEqualTo(seen);
    assertThat(server.verdict().right()).isEqualTo(done);
    assertThat(error(() -> Sdk.copy(client, KEYS.key(1)).join())).isEqualTo("none");
    assertThat(server.ledger().requests(Operation.COPY_OBJECT)).isEqualTo(2);
    assertThat(server.ledger().inFlight()).isZero();
  }

  @Test
  void silenceComesAfterTheWork() {
    server.behave(Behaviour.prompt().withSilenceMillis(600_000));
    server.cues().next(Operation.COPY_OBJECT, Fault.SILENCE);
    CompletableFuture<?> silent = Sdk.copy(client, KEYS.key(1));
    while (server.verdict().right() == 0) {
      Thread.onSpinWait();
    }
    assertThat(silent).isNotDone();
    assertThat(server.ledger().inFlight()).isEqualTo(1);
  }

  @Test
  void silenceEndsWithTheAnswer() {
    server.behave(Behaviour.prompt().withSilenceMillis(100));
    server.cues().next(Operation.COPY_OBJECT, Fault.SILENCE);
    long start = System.nanoTime();
    Sdk.copy(client, KEYS.key(1)).join();
    assertThat(System.nanoTime() - start).isGreaterThan(99_000_000L);
  }

  @Test
  void anAnswerWithoutABodyIsLostToo() {
    server.cues().next(Operation.HEAD_OBJECT, Fault.RESET_AFTER);
    assertThat(error(this::head)).isEqualTo("SdkClientException");
    assertThat(error(this::head)).isEqualTo("none");
  }

  /** The SDK takes a head that ends in its middle for an answer, and misses what was cut off. */
  @Test
  void anAnswerWithoutABodyIsCutWithinItsHead() {
    server.cues().next(Operation.HEAD_OBJECT, Fault.CUT_SHORT);
    HeadObjectResponse cut = head();
    assertThat(cut.sdkHttpResponse().statusCode()).isEqualTo(200);
    assertThat(cut.contentLength()).isNull();
    assertThat(head().contentLength()).isEqualTo(4_096);
    assertThat(server.ledger().answers(Operation.HEAD_OBJECT, 0)).isEqualTo(1);
  }

  @Test
  void chancesOfFaultsAreMet() {
    server.behave(
        Behaviour.prompt()
            .withFault(Operation.COPY_OBJECT, Fault.SLOW_DOWN, 0.2)
            .withFault(Operation.COPY_OBJECT, Fault.INTERNAL_ERROR, 0.1));
    copyAll(1_000);
    assertThat(server.ledger().answers(Operation.COPY_OBJECT, 503)).isBetween(140L, 260L);
    assertThat(server.ledger().answers(Operation.COPY_OBJECT, 500)).isBetween(60L, 140L);
    assertThat(server.ledger().answers(Operation.COPY_OBJECT, 200))
        .isEqualTo(server.verdict().right());
    assertThat(error(this::head)).isEqualTo("none");
  }

  @Test
  void writesAboveTheLimitAreToldToSlowDown() {
    server.behave(Behaviour.prompt().withWritesPerSecond(20));
    long start = System.nanoTime();
    copyAll(200);
    double seconds = (System.nanoTime() - start) / 1e9;
    long passed = server.ledger().answers(Operation.COPY_OBJECT, 200);
    assertThat(passed).isBetween(1L, 3 + (long) (20 * seconds));
    assertThat(server.ledger().answers(Operation.COPY_OBJECT, 503)).isEqualTo(200 - passed);
    assertThat(error(this::head)).isEqualTo("none");
  }

  @Test
  void latencyAndCopySpeedAddUp() {
    server.addSource("large", 40 << 20);
    server.behave(
        Behaviour.prompt()
            .withLatencyMillis(Operation.COPY_OBJECT, 50)
            .withCopyBytesPerSecond(400 << 20));
    long start = System.nanoTime();
    Sdk.copy(client, "large").join();
    assertThat(System.nanoTime() - start).isGreaterThan(149_000_000L);
    assertThat(server.ledger().delayMicros(Operation.COPY_OBJECT)).isEqualTo(150_000);
    assertThat(server.ledger().tookMicros(Operation.COPY_OBJECT)).isGreaterThan(149_000);
  }

  @Test
  void requestsInFlightAreCounted() {
    server.behave(Behaviour.prompt().withLatencyMillis(200));
    copyAll(20);
    assertThat(server.ledger().highestInFlight()).isBetween(2, 20);
    assertThat(server.ledger().inFlight()).isZero();
    assertThat(server.ledger().firstMillis(Operation.COPY_OBJECT))
        .isPositive()
        .isLessThan(server.ledger().lastMillis(Operation.COPY_OBJECT));
  }

  @Test
  void anActionRunsAtItsRequest() {
    server.cues().at(Operation.COPY_OBJECT, 2, () -> server.deleteSource(KEYS.key(2)));
    assertThat(Stream.of(1, 2, 3).map(i -> error(() -> Sdk.copy(client, KEYS.key(i)).join())))
        .containsExactly("none", "404 NoSuchKey", "none");
  }

  private HeadObjectResponse head() {
    return client.headObject(request -> request.bucket(VirtualS3.SOURCE).key(KEYS.key(0))).join();
  }

  /** Copies the first objects, no more at once than the client has connections. */
  private void copyAll(int count) {
    List<Integer> indexes = IntStream.range(0, count).boxed().toList();
    for (List<Integer> together : Lists.partition(indexes, 50)) {
      together.stream()
          .map(i -> Sdk.copy(client, KEYS.key(i)).handle((answer, error) -> i))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }
}
