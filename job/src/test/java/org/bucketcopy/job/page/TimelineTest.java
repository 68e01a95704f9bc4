package org.bucketcopy.job.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TimelineTest {
  private final AtomicLong millis = new AtomicLong();
  private final Timeline timeline =
      new Timeline(
          new Ticker() {
            @Override
            public long read() {
              return TimeUnit.MILLISECONDS.toNanos(millis.get());
            }
          });

  @Test
  void aShortRunHasASampleForEachHalfSecond() {
    pass(10, 500);

    assertThat(times())
        .containsExactly(
            0L, 500L, 1_000L, 1_500L, 2_000L, 2_500L, 3_000L, 3_500L, 4_000L, 4_500L, 5_000L);
  }

  @Test
  void aLongRunHasABoundedNumberOfEvenlySpacedOnes() {
    pass(200_000, 500);

    List<Long> times = times();
    assertThat(times).hasSizeBetween(Timeline.MOST / 2, Timeline.MOST).startsWith(0L);
    long step = times.get(1);
    for (int index = 1; index < times.size() - 1; index++) {
      assertThat(times.get(index) - times.get(index - 1)).isEqualTo(step);
    }
    assertThat(times.get(times.size() - 1)).isEqualTo(100_000_000L);
  }

  @Test
  void whatIsAskedTooEarlyIsNoSample() {
    pass(100, 100);

    assertThat(times()).hasSize(10_000 / 400 + 1);
  }

  @Test
  void aSampleChecksItself() {
    assertThatThrownBy(() -> new Sample.Requests(1, 2, 0)).hasMessageContaining("2 throttled");
    assertThatThrownBy(() -> new Sample(0, -1, 0, 0, new Sample.Requests(0, 0, 0)))
        .hasMessageContaining("-1 bytes");
  }

  private void pass(int times, long step) {
    for (int time = 0; time < times; time++) {
      timeline.offer(TimelineTest::sample);
      millis.addAndGet(step);
    }
  }

  private List<Long> times() {
    return timeline.until(TimelineTest::sample).stream().map(Sample::millis).toList();
  }

  private static Sample sample(long at) {
    return new Sample(at, 0, 0, 0, new Sample.Requests(0, 0, 0));
  }
}
