package org.bucketcopy.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class PointInTimeTest {
  private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

  private final PointInTime.Converter converter = new PointInTime.Converter();

  @ParameterizedTest
  @CsvSource({
    "36h, 2026-03-09T00:00:00Z, 129600s",
    "2160m, 2026-03-09T00:00:00Z, 129600s",
    "7d, 2026-03-03T12:00:00Z, 604800s",
    "2026-01-31T00:00:00Z, 2026-01-31T00:00:00Z, 2026-01-31T00:00:00Z",
    "2026-01-31t08:00:00+08:00, 2026-01-31T00:00:00Z, 2026-01-31T00:00:00Z",
    "2026-01-31 00:00:00.5Z, 2026-01-31T00:00:00.500Z, 2026-01-31T00:00:00.500Z"
  })
  void agesAndTimesAreRead(String text, Instant time, String same) {
    PointInTime read = converter.convert(text);

    assertThat(read.startedAt(START).time()).isEqualTo(time);
    assertThat(read.text()).isEqualTo(same);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "7D", "-1d", "", "2026-01-31", "2026-01-31T00:00:00", "1769817600", "now"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("\"" + text + "\" is neither an age");
  }
}
