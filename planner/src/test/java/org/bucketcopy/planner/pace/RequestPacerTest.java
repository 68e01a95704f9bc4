package org.bucketcopy.planner.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.Assertions;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestPacerTest {
  private final VirtualTime time = new VirtualTime();
  private final RequestPacer pacer = new RequestPacer(time.clock(), time);
  private int sent;

  @AfterEach
  void stopTimer() {
    time.shutdownNow();
  }

  @Test
  void withoutALimitAllAreSentAtOnce() {
    send(1000);
    assertThat(sent).isEqualTo(1000);
    assertThat(pacer.report()).isEqualTo(new BucketLoad(1000, 0, 1000));
    assertThat(pacer.reportDue()).isFalse();
  }

  @Test
  void requestsAreSpreadEvenly() {
    pacer.rate(100);
    send(1000);
    time.pass(0.5);
    assertThat(sent).isBetween(49, 53);
    time.pass(0.1);
    assertThat(sent).isBetween(59, 63);
  }

  @Test
  void whatWasNotSentWhileThereWasNothingToSendIsNotMadeUpFor() {
    pacer.rate(100);
    time.pass(60);
    send(1000);
    assertThat(sent).isEqualTo(2);
  }

  @Test
  void aNewRateTakesEffectOnRequestsThatWait() {
    pacer.rate(0);
    send(1000);
    time.pass(10);
    assertThat(sent).isLessThanOrEqualTo(1);

    pacer.rate(1000);
    time.pass(0.55);
    assertThat(sent).isBetween(495, 560);

    pacer.rate(Double.POSITIVE_INFINITY);
    assertThat(sent).isEqualTo(1000);
  }

  @Test
  void saysWhenTheBudgetShouldHear() {
    send(1);
    pacer.answered(true);
    assertThat(pacer.reportDue()).isTrue();
    assertThat(pacer.report()).isEqualTo(new BucketLoad(1, 1, 0));
    assertThat(pacer.reportDue()).isFalse();

    pacer.rate(5);
    time.pass(RequestPacer.REPORT_MILLIS / 1000.0);
    assertThat(pacer.reportDue()).isTrue();
  }

  private void send(int requests) {
    for (int i = 0; i < requests; i++) {
      pacer.send(new Guarded(() -> sent++, Assertions::fail));
    }
  }
}
