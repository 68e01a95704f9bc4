package org.bucketcopy.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ByteSizeTest {
  private final ByteSize.Converter converter = new ByteSize.Converter();

  @ParameterizedTest
  @CsvSource({"64MiB, 67108864", "5GB, 5000000000", "1024B, 1024", "3 tib, 3298534883328"})
  void sizesHaveUnits(String text, long bytes) {
    assertThat(converter.convert(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"64", "64M", "MiB", "-1MiB", "1.5GiB", "", "99999999999TiB"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void aBareNumberIsRefusedWithTheUnits() {
    assertThatThrownBy(() -> converter.convert("64")).hasMessageContaining("64MiB");
  }
}
