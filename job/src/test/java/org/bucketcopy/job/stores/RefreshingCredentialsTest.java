package org.bucketcopy.job.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.bucketcopy.job.stores.RefreshingCredentials.Reading;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.Test;

final class RefreshingCredentialsTest {
  private final TestClock clock = new TestClock();
  private final VirtualTime time = new VirtualTime();

  /** What the reader's thread is to do: it does it when the test says. */
  private final Queue<Runnable> reader = new ArrayDeque<>();

  private Supplier<Reading<String>> source = () -> lasting("first");
  private final RefreshingCredentials<String> login =
      new RefreshingCredentials<>(() -> source.get(), reader::add, clock, time);

  @Test
  void theFirstIsWaitedForByAllAndReadOnce() {
    CompletableFuture<String> one = login.ask();
    CompletableFuture<String> other = login.ask();

    assertThat(one).isNotDone();
    assertThat(login.wasRead()).isFalse();
    assertThat(reader).hasSize(1);
    read();
    assertThat(one).isCompletedWithValue("first");
    assertThat(other).isCompletedWithValue("first");
    assertThat(login.wasRead()).isTrue();
  }

  @Test
  void oneThatHoldsIsNeverWaitedFor() {
    login.readNow();
    source = () -> lasting("second");
    clock.pass(Duration.ofSeconds(59));
    assertThat(login.ask()).isCompletedWithValue("first");
    assertThat(reader).isEmpty();

    clock.pass(Duration.ofSeconds(1));
    assertThat(login.ask()).isCompletedWithValue("first");
    assertThat(login.ask()).isCompletedWithValue("first");
    assertThat(reader).hasSize(1);
    read();
    assertThat(login.ask()).isCompletedWithValue("second");
  }

  @Test
  void itIsReadAgainBeforeItExpires() {
    source = () -> expiring("first", Duration.ofSeconds(40));
    login.readNow();

    clock.pass(Duration.ofSeconds(19));
    assertThat(login.ask()).isCompletedWithValue("first");
    assertThat(reader).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(login.ask()).isCompletedWithValue("first");
    assertThat(reader).hasSize(1);
  }

  @Test
  void oneThatHasExpiredIsNotGivenOut() {
    source = () -> expiring("first", Duration.ofSeconds(40));
    login.readNow();
    source = () -> lasting("second");
    clock.pass(Duration.ofSeconds(40));

    CompletableFuture<String> asked = login.ask();

    assertThat(asked).isNotDone();
    read();
    assertThat(asked).isCompletedWithValue("second");
  }

  @Test
  void aReadingThatFailsLeavesTheFormerAndIsMadeAgainSoon() {
    login.readNow();
    source =
        () -> {
          throw new IllegalStateException("no key store");
        };
    clock.pass(Duration.ofMinutes(1));
    assertThat(login.ask()).isCompletedWithValue("first");
    read();
    assertThat(login.ask()).isCompletedWithValue("first");
    assertThat(reader).isEmpty();

    source = () -> lasting("second");
    clock.pass(Duration.ofSeconds(10));
    assertThat(login.ask()).isCompletedWithValue("first");
    read();
    assertThat(login.ask()).isCompletedWithValue("second");
  }

  @Test
  void whereThereIsNoneTheFailureIsToldAndTheNextAsksAgain() {
    source =
        () -> {
          throw new OutOfMemoryError("in a test");
        };
    CompletableFuture<String> asked = login.ask();
    read();
    assertThat(asked).isCompletedExceptionally();
    assertThatThrownBy(asked::join).hasRootCauseInstanceOf(OutOfMemoryError.class);

    source = () -> lasting("first");
    asked = login.ask();
    read();
    assertThat(asked).isCompletedWithValue("first");
  }

  @Test
  void aReadingThatNeverEndsIsNotWaitedForLongerThanAMinute() {
    CompletableFuture<String> asked = login.ask();
    assertThat(reader).hasSize(1);

    time.pass(59);
    assertThat(asked).isNotDone();
    time.pass(1);
    assertThatThrownBy(asked::join).hasRootCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void aReaderThatTakesNothingIsAFailure() {
    RefreshingCredentials<String> closed =
        new RefreshingCredentials<>(
            () -> lasting("never"),
            work -> {
              throw new RejectedExecutionException();
            },
            clock,
            time);

    assertThat(closed.ask()).isCompletedExceptionally();
    assertThat(closed.ask()).isCompletedExceptionally();
  }

  @Test
  void whatIsToldToHaveExpiredIsUsedUntilThereIsBetter() {
    source = () -> expiring("stale", Duration.ofSeconds(-1));
    login.readNow();

    assertThat(login.ask()).isCompletedWithValue("stale");
    assertThat(reader).isEmpty();
  }

  private void read() {
    reader.remove().run();
  }

  private static Reading<String> lasting(String login) {
    return new Reading<>(login, Optional.empty());
  }

  private Reading<String> expiring(String login, Duration after) {
    Instant end = clock.instant().plus(after);
    return new Reading<>(login, Optional.of(end));
  }
}
