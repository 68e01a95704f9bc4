package org.bucketcopy.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class TimeSpanTest {
  private final TimeSpan.Converter converter = new TimeSpan.Converter();

  @ParameterizedTest
  @CsvSource({
    "45s, PT45S",
    "90m, PT90M",
    "12h, PT12H",
    "7d, PT168H",
    "0s, PT0S",
    "6 h, PT6H",
    "999999999d, PT23999999976H"
  })
  void timeSpansHaveUnits(String text, Duration duration) {
    assertThat(converter.convert(text).duration()).isEqualTo(duration);
    assertThat(duration.toMillis()).isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "7D", "7M", "d", "-1d", "1.5h", "", "1w", "1h30m", "9999999999d", "P7D"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void aBareNumberIsRefusedWithTheUnits() {
    assertThatThrownBy(() -> converter.convert("7"))
        .hasMessageContaining("needs a unit")
        .hasMessageContaining("12h");
  }
}
