package org.bucketcopy.job.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Spark writes down of an application, and shows in its web interface.
 *
 * @param directory where it is
 */
record EventLog(Path directory) {
  /** What nobody may read there. */
  static final String SECRET = "hidden-value-of-a-key";

  private static final String REDACTED = "*********(redacted)";

  static EventLog in(Path directory) {
    return new EventLog(directory);
  }

  /** By which Spark writes it. */
  Map<String, String> settings() {
    return Map.of(
        "spark.eventLog.enabled", "true",
        "spark.eventLog.dir", directory.toUri().toString(),
        "spark.eventLog.rolling.enabled", "false",
        "spark.eventLog.compress", "false");
  }

  /**
   * Spark ran with what the application sets, whoever submitted it, and wrote down no secret.
   *
   * @throws AssertionError if not
   */
  void assertSettingsOfTheApplication() throws IOException {
    List<String> lines;
    try (Stream<Path> files = Files.walk(directory)) {
      lines =
          files
              .filter(Files::isRegularFile)
              .filter(EventLog::holdsEvents)
              .flatMap(EventLog::lines)
              .toList();
    }
    assertThat(lines).noneMatch(line -> line.contains(SECRET));
    String environment =
        lines.stream()
            .filter(line -> line.contains("\"SparkListenerEnvironmentUpdate\""))
            .findFirst()
            .orElseThrow(() -> new AssertionError("Spark wrote nothing into " + directory));
    JsonNode settings = new JsonMapper().readTree(environment).path("Spark Properties");
    assertThat(settings.path("spark.plugins").asText())
        .isEqualTo("org.bucketcopy.job.dispatch.CopyPlugin");
    assertThat(settings.path("spark.serializer").asText())
        .isEqualTo("org.apache.spark.serializer.KryoSerializer");
    assertThat(settings.path("spark.kryo.registrator").asText())
        .isEqualTo("org.bucketcopy.job.wire.WireRegistrator");
    for (String key : List.of("access.key", "secret.key")) {
      assertThat(settings.path("spark.hadoop.fs.s3a." + key).asText()).isEqualTo(REDACTED);
    }
  }

  private static boolean holdsEvents(Path file) {
    return !file.getFileName().toString().endsWith(".crc");
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
