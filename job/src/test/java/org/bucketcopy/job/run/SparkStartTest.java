package org.bucketcopy.job.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SparkStartTest {
  @ParameterizedTest
  @ValueSource(strings = {"java.nio", "sun.nio.ch"})
  void whatJavaDoesNotOpenIsRefusedWithTheLineToAdd(String closed) {
    assertThatThrownBy(() -> SparkStart.requireOpened(name -> !name.equals(closed)))
        .hasMessageContaining("add this line to the properties file: spark.driver.extraJavaOptions")
        .hasMessageContaining(" --add-opens=java.base/" + closed + "=ALL-UNNAMED");
  }

  @Test
  void whereJavaOpensWhatSparkNeedsItMayStart() {
    assertThatCode(() -> SparkStart.requireOpened(name -> true)).doesNotThrowAnyException();
  }
}
