package org.bucketcopy.planner.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BytePacerTest {
  private static final Duration TEST_LIMIT = Duration.ofSeconds(30);

  private final VirtualTime time = new VirtualTime();
  private final BytePacer pacer = new BytePacer(time.clock());
  private final List<Body> begun = new ArrayList<>();
  private final List<CompletableFuture<String>> answers = new ArrayList<>();
  private final List<CompletableFuture<String>> sent = new ArrayList<>();

  private record Bytes(long length) implements Body {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(new byte[(int) length]);
    }
  }

  @AfterEach
  void stopTimer() {
    time.shutdownNow();
  }

  private void send(long length) {
    sent.add(
        pacer
            .send(
                new Bytes(length),
                body -> {
                  begun.add(body);
                  CompletableFuture<String> answer = new CompletableFuture<>();
                  answers.add(answer);
                  return answer;
                })
            .toCompletableFuture());
  }

  @Test
  void withoutALimitBodiesAreSentAsTheyAre() {
    for (int i = 0; i < 100; i++) {
      send(1 << 30);
    }

    assertThat(begun).hasSize(100).allSatisfy(body -> assertThat(body).isInstanceOf(Bytes.class));
    assertThat(pacer.rateDue()).isFalse();
  }

  @Test
  void ofLargeBodiesTwoAreOpen() {
    pacer.rate(1000);
    for (int i = 0; i < 5; i++) {
      send(100_000);
    }
    assertThat(begun).hasSize(2);

    answers.get(1).complete("made");
    assertThat(sent.get(1)).isCompletedWithValue("made");
    assertThat(begun).hasSize(3);

    answers.get(0).completeExceptionally(new IOException("reset"));
    assertThat(sent.get(0)).isCompletedExceptionally();
    assertThat(begun).hasSize(4);
  }

  @Test
  void ofSmallBodiesThoseOfTenSecondsAreOpen() {
    pacer.rate(1000);
    for (int i = 0; i < 50; i++) {
      send(500);
    }
    assertThat(begun).hasSize(20);

    pacer.rate(2000);
    assertThat(begun).hasSize(40);
  }

  @Test
  void aCallThatThrowsFailsAndMakesRoom() {
    pacer.rate(1000);
    for (int i = 0; i < 5; i++) {
      assertThat(
              pacer
                  .send(
                      new Bytes(100_000),
                      body -> {
                        throw new StackOverflowError();
                      })
                  .toCompletableFuture())
          .isCompletedExceptionally();
    }

    send(100_000);
    assertThat(begun).hasSize(1);
  }

  @Test
  void bytesAreAllowedAtTheRateWhichMayChange() {
    pacer.rate(1000);
    long all = pacer.noteRead(10_000);
    assertThat(seconds(all)).isBetween(9.9, 10.0);

    time.pass(5);
    assertThat(seconds(all)).isBetween(4.9, 5.0);
    pacer.rate(10_000);
    assertThat(seconds(all)).isBetween(0.49, 0.5);
    pacer.rate(0);
    time.pass(1000);
    assertThat(seconds(all)).isGreaterThan(1e6);
    pacer.rate(Double.POSITIVE_INFINITY);
    assertThat(seconds(all)).isZero();
  }

  @Test
  void whatWasNotReadIsNotMadeUpFor() {
    pacer.rate(1000);
    time.pass(3600);

    assertThat(seconds(pacer.noteRead(20))).isZero();
    assertThat(seconds(pacer.noteRead(1000))).isBetween(0.97, 1.0);
  }

  private double seconds(long bytes) {
    return pacer.nanosUntil(bytes) / 1e9;
  }

  @Test
  void whoReadsWaitsForTheRateAndGetsAllBytes() throws Exception {
    pacer.rate(0);
    send(100_000);
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try (InputStream in = begun.get(0).open()) {
                return in.readAllBytes().length;
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(read).isNotCompleted();

    pacer.letPass();

    assertThat(read).succeedsWithin(TEST_LIMIT).isEqualTo(100_000);
    pacer.rate(1);
    send(1);
    assertThat(begun.get(1)).isInstanceOf(Bytes.class);
  }

  @Test
  void bodiesAreSentWellWithinAnHourAtTheLowestRate() {
    long largest = 192L << 20;
    double rate = OpenBodies.lowestRate(largest);

    assertThat(2 * largest / rate).isBetween(2900.0, 3000.0);
    assertThat(OpenBodies.lowestRate(0)).isEqualTo(1);
  }
}
