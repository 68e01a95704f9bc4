package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started without naming a class. */
final class JarStartIT {
  private static final Path JAR = Path.of("target", "bucket-copy.jar").toAbsolutePath();

  @TempDir Path directory;

  /**
   * How a process ended.
   *
   * @param out standard output
   * @param err standard error
   */
  private record Ended(int exitCode, String out, String err) {}

  @Test
  void withoutSparkItSaysWhatToDo() throws Exception {
    Ended ended = java("-jar", JAR.toString(), "copy", "--source", "s3://a/");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("spark-submit").doesNotContain("Exception", "Error", "\tat ");
    assertThat(ended.out().lines()).hasSize(1);
    JsonNode summary = new JsonMapper().readTree(ended.out());
    assertThat(summary.path("status").asText()).isEqualTo("usage");
    assertThat(summary.path("problem").asText()).contains("spark-submit");
  }

  @Test
  void itSaysItsVersionWithoutSpark() throws Exception {
    Ended ended = java("-jar", JAR.toString(), "--version");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).matches("bucket-copy [0-9]+[.][0-9]+[.][0-9]+(-SNAPSHOT)?\\R");
    assertThat(ended.err()).isEmpty();
  }

  /** So starts spark-submit what has no {@code --class}: with Spark on the class path. */
  @Test
  void withSparkItIsTheApplication() throws Exception {
    String spark = Files.readString(Path.of("target", "spark.classpath")).strip();
    String path = spark + File.pathSeparator + JAR;

    Ended ended = java("-cp", path, "org.bucketcopy.job.JarStart", "copy");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).contains("\"command\":\"copy\"", "--source");
  }

  private Ended java(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    int exitCode =
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Ended(exitCode, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
