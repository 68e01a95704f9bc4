package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RetryPolicy policy = RetryPolicy.ofRetries(5);

  @Test
  void ceilingDoublesWithEveryRepetition() {
    assertThat(policy.ceilingMillis(StoreFault.Kind.TRANSIENT, 1)).isEqualTo(100);
    assertThat(policy.ceilingMillis(StoreFault.Kind.UNKNOWN, 4)).isEqualTo(800);
    assertThat(policy.ceilingMillis(StoreFault.Kind.THROTTLED, 1)).isEqualTo(500);
    assertThat(policy.ceilingMillis(StoreFault.Kind.THROTTLED, 3)).isEqualTo(2000);
  }

  @Test
  void throttledCallsAreRepeatedOftenAndAfterShortPauses() {
    assertThat(policy.repetitions(StoreFault.Kind.TRANSIENT)).isEqualTo(5);
    assertThat(policy.repetitions(StoreFault.Kind.THROTTLED)).isEqualTo(500);
    assertThat(policy.ceilingMillis(StoreFault.Kind.THROTTLED, 500)).isEqualTo(4000);
    assertThat(RetryPolicy.ofRetries(0).repetitions(StoreFault.Kind.THROTTLED)).isZero();
    assertThat(RetryPolicy.ofRetries(Integer.MAX_VALUE).repetitions(StoreFault.Kind.THROTTLED))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void patienceGrowsWithEveryTry() {
    assertThat(policy.patienceMillis(0)).isEqualTo(15_000);
    assertThat(policy.patienceMillis(2)).isEqualTo(45_000);
  }

  @Test
  void ceilingIsCapped() {
    assertThat(policy.ceilingMillis(StoreFault.Kind.TRANSIENT, 9)).isEqualTo(20_000);
    assertThat(policy.ceilingMillis(StoreFault.Kind.TRANSIENT, 1000)).isEqualTo(20_000);
  }

  @Test
  void pausesThatDoNotAscendAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, 500, 100, 1000));
    assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, 100, 500, 400));
    assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(-1, 100, 500, 1000));
  }
}
