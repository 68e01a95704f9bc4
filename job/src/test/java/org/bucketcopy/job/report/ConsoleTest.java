package org.bucketcopy.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleTest {
  @ParameterizedTest
  @CsvSource({"132, BAR, 132", "'', PLAIN, 80", "0, PLAIN, 80", "wide, PLAIN, 80", "-5, PLAIN, 80"})
  void aTerminalGetsABarAndAllElseLines(String terminal, ProgressMode mode, int columns) {
    assertThat(Console.of(System.err, Optional.empty(), Map.of("BUCKET_COPY_TERMINAL", terminal)))
        .isEqualTo(new Console(System.err, mode, columns));
  }

  @Test
  void whatTheUserAsksForCounts() {
    assertThat(Console.of(System.err, Optional.of(ProgressMode.BAR), Map.of()))
        .isEqualTo(new Console(System.err, ProgressMode.BAR, 80));
    assertThat(
            Console.of(
                System.err, Optional.of(ProgressMode.NONE), Map.of("BUCKET_COPY_TERMINAL", "132")))
        .isEqualTo(new Console(System.err, ProgressMode.NONE, 132));
  }
}
