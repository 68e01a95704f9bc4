package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bucketcopy.job.ending.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong command lines end with a sentence and exit code 2, before Spark is started. */
final class UsageTest {
  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("needs a unit", "s3://a/x/", "s3://b/y/", "--part-size", "64"),
        wrong("--bogus", "s3://a/x/", "s3://b/y/", "--bogus"),
        wrong("are the same", "s3://a/x/", "s3://a/x/"),
        wrong("are the same", "s3://a/x/", "s3a://a/x/"),
        wrong("is inside the source", "s3://a/x/", "s3://a/x/y/"),
        wrong("is inside the source", "s3://a/", "s3://a/y/"),
        wrong("is inside the destination", "s3://a/x/y/", "s3://a/x/"),
        wrong("must end in /", "s3://a/x", "s3://b/y/"),
        wrong("not of the form", "/data/x/", "s3://b/y/"),
        wrong("none of skip", "s3://a/x/", "s3://b/y/", "--if-exists", "maybe"),
        wrong("--in-flight", "s3://a/x/", "s3://b/y/", "--in-flight", "-1"),
        wrong("--max-requests", "s3://a/x/", "s3://b/y/", "--max-requests-per-second", "-1"),
        wrong("--max-failures", "s3://a/x/", "s3://b/y/", "--max-failures", "0"),
        wrong("--max-failures", "s3://a/x/", "s3://b/y/", "--max-failures", "many"),
        wrong("--max-duration", "s3://a/x/", "s3://b/y/", "--max-duration", "0s"),
        wrong("needs --run-dir", "s3://a/x/", "s3://b/y/", "--break-lock"),
        wrong("[a", "s3://a/x/", "s3://b/y/", "--include", "[a"));
  }

  private static Arguments wrong(
      String told, String source, String destination, String... options) {
    return Arguments.of(told, source, destination, List.of(options));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isTold(String told, String source, String destination, List<String> options) {
    CopyRun run =
        CopyRun.of(
            Map.of("spark.master", "no-such-master"),
            Stream.concat(
                    Stream.of("copy", "--source", source, "--destination", destination),
                    options.stream())
                .toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(told);
    assertThat(run.out()).isEmpty();
  }

  static Stream<Arguments> wrongSweep() {
    return Stream.of(
        wrongSweep("say what to sweep"),
        wrongSweep("need --destination", "--run-dir", "r", "--yes"),
        wrongSweep("need --destination", "--run-dir", "r", "--all"),
        wrongSweep("need --destination", "--run-dir", "r", "--older-than", "7d"),
        wrongSweep("needs --older-than", "--destination", "s3://b/"),
        wrongSweep("needs a unit", "--destination", "s3://b/", "--older-than", "7"),
        wrongSweep("must end in /", "--destination", "s3://b/x", "--older-than", "7d"),
        wrongSweep(
            "is for --run-dir alone",
            "--destination",
            "s3://b/",
            "--older-than",
            "7d",
            "--break-lock"),
        wrongSweep("--retries", "--run-dir", "r", "--retries", "-1"),
        wrongSweep("empty string", "--run-dir", ""));
  }

  private static Arguments wrongSweep(String told, String... options) {
    return Arguments.of(told, List.of(options));
  }

  @ParameterizedTest
  @MethodSource("wrongSweep")
  void isToldOfASweep(String told, List<String> options) {
    CopyRun run =
        CopyRun.of(
            Map.of(), Stream.concat(Stream.of("sweep"), options.stream()).toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(told);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aCommandIsNeeded() {
    assertThat(CopyRun.of(Map.of()).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(CopyRun.of(Map.of(), "verify").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aSchemeThatIsNoStoreIsTold() {
    CopyRun run = CopyRun.of(Map.of(), "copy", "--source", "gs://a/", "--destination", "gs://b/");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("gs").contains("s3");
  }
}
