package org.bucketcopy.planner.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.Assertions;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestPacersTest {
  private static final Bucket A = new Bucket("s3", "a");
  private static final Bucket B = new Bucket("s3", "b");

  private final VirtualTime time = new VirtualTime();
  private final RequestPacers pacers = new RequestPacers(time.clock(), time);
  private int sent;

  @AfterEach
  void stopTimer() {
    time.shutdownNow();
  }

  @Test
  void oneBucketsRateHoldsBackNoRequestToAnother() {
    pacers.rates(Map.of(A, 0.0));

    send(A, 100);
    assertThat(sent).isLessThanOrEqualTo(1);
    int before = sent;
    send(B, 100);

    assertThat(sent).isEqualTo(before + 100);
    assertThat(pacers.report())
        .containsEntry(A, new BucketLoad(before, 0, 100))
        .containsEntry(B, new BucketLoad(100, 0, 100));
  }

  @Test
  void aRateHoldsFromTheFirstRequestOn() {
    pacers.rates(Map.of(A, 100.0));

    send(A, 100);

    assertThat(sent).isEqualTo(2);
  }

  @Test
  void aBucketThatThrottlesIsToBeReported() {
    send(A, 1);
    send(B, 1);
    assertThat(pacers.reportDue()).isFalse();

    pacers.of(B).answered(true);

    assertThat(pacers.reportDue()).isTrue();
    pacers.report();
    assertThat(pacers.reportDue()).isFalse();
  }

  @Test
  void whenAllMayPassSoMayRequestsToBucketsThatComeLater() {
    pacers.rates(Map.of(A, 0.0));
    send(A, 100);

    pacers.letPass();
    assertThat(sent).isEqualTo(100);
    pacers.rates(Map.of(A, 1.0, B, 1.0));
    send(A, 100);
    send(B, 100);

    assertThat(sent).isEqualTo(300);
  }

  private void send(Bucket bucket, int requests) {
    for (int i = 0; i < requests; i++) {
      pacers.of(bucket).send(new Guarded(() -> sent++, Assertions::fail));
    }
  }
}
