package org.bucketcopy.job.stores.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedTimeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-01-02T03:04:05.678Z",
        "1601-01-01T00:00:00.000Z",
        "2024-02-29T23:59:59.999Z",
        "2025-01-02T03:04:05Z",
        "2025-01-02T03:04:05.678901234Z"
      })
  void timesAreRead(String text) {
    assertThat(ListedTime.parse(text)).contains(Instant.parse(text).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "1735787045",
        "2025-02-30T00:00:00.000Z",
        "2025-99-01T00:00:00.000Z",
        "2025/01/02T03:04:05.678Z",
        "2025-01-02T03:04:+5.678Z",
        "2025-01-02T03:04:05.678",
        "Thu, 02 Jan 2025 03:04:05 GMT",
        "+999999999-12-31T23:59:59Z"
      })
  void whatIsNoTimeIsNotGuessed(String text) {
    assertThat(ListedTime.parse(text)).isEmpty();
  }
}
