package org.bucketcopy.planner.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentRateTest {
  @ParameterizedTest
  @ValueSource(ints = {50, 100, 200})
  void whatIsReportedInLumpsIsNotMoreThanItWas(int everyMillis) {
    AtomicLong millis = new AtomicLong();
    RecentRate rate =
        new RecentRate(
            new com.google.common.base.Ticker() {
              @Override
              public long read() {
                return millis.get() * 1_000_000;
              }
            });
    for (int report = 1; report <= 50; report++) {
      millis.addAndGet(everyMillis);
      rate.add(everyMillis / 2);
    }
    assertThat(rate.perSecond()).isCloseTo(500, within(1.0));
  }
}
