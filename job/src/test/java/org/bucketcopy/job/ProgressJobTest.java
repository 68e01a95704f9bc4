package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run shows on standard error of how far it is. */
final class ProgressJobTest {
  private static final String DONE =
      "\\d:\\d\\d:\\d\\d  3/3 objects  0.0/0.0 MiB  0 parts  \\d+[.]\\d MiB/s  done  0 skipped  0"
          + " failed";

  private final VirtualS3 server =
      VirtualS3.start(Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(3, 1000))));

  @AfterEach
  void stop() {
    server.close();
  }

  private CopyRun copy(String... options) {
    CopyRun run = CopyRun.of(server, options);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out().lines()).hasSize(1);
    return run;
  }

  /** The lines of standard error that are JSON. */
  private static List<JsonNode> objects(CopyRun run) throws IOException {
    return new JsonMapper()
        .readerFor(JsonNode.class)
        .<JsonNode>readValues(
            String.join("\n", run.err().lines().filter(line -> line.startsWith("{")).toList()))
        .readAll();
  }

  @Test
  void jsonHasTheFieldsOfTheStatusFile(@TempDir Path directory) throws IOException {
    CopyRun run = copy("--progress", "json", "--run-dir", directory.toString());

    JsonNode last = objects(run).get(objects(run).size() - 1);
    assertThat(last.path("state").asText()).isEqualTo("transferring");
    assertThat(last.path("status").asText()).isEqualTo("running");
    assertThat(last.path("source").asText()).isEqualTo("s3://source/");
    assertThat(last.path("copied").asInt()).isEqualTo(3);
    assertThat(last.path("copiedBytes").asInt()).isEqualTo(3000);
    assertThat(last.path("secondsLeft").asInt(-1)).isZero();
    assertThat(last.path("inFlight").asInt(-1)).isZero();
    assertThat(last.path("requests").path("copy_object").asInt()).isEqualTo(3);
    JsonNode status = new JsonMapper().readTree(Files.readString(directory.resolve("status.json")));
    assertThat(last.path("runId")).isEqualTo(status.path("runId"));
    // What only a run has that goes on.
    Stream<String> changing = Stream.of("inFlight", "bytesPerSecond", "secondsLeft");
    List<String> names =
        Stream.concat(status.propertyStream().map(Map.Entry::getKey), changing).toList();
    assertThat(last.propertyStream().map(Map.Entry::getKey)).isSubsetOf(names);
    assertThat(run.err()).doesNotContainPattern(DONE);
  }

  @Test
  void withoutATerminalThereArePlainLines() throws IOException {
    CopyRun run = copy();

    assertThat(run.err().lines()).anyMatch(line -> line.matches(DONE));
    assertThat(objects(run)).isEmpty();
  }

  @Test
  void noneShowsNothing() throws IOException {
    CopyRun run = copy("--progress", "none");

    assertThat(run.err()).doesNotContainPattern(DONE);
    assertThat(objects(run)).isEmpty();
  }

  @Test
  void aBarIsLeftAsItWasLast() {
    CopyRun run = copy("--progress", "bar");

    assertThat(run.err())
        .containsPattern(
            "\\[={20}] 100%  2[.]9/2[.]9 KiB  \\S+ \\w+/s  done  0 failed(  3/3 objects)?\\R");
  }

  @Test
  void aDryRunShowsWhatItHasListed() {
    server.behave(Behaviour.prompt().withLatencyMillis(Operation.LIST_OBJECTS, 1_500));

    CopyRun run = copy("--progress", "bar", "--dry-run");

    assertThat(run.err()).contains("\r", "B/s  listing  0 failed");
    // It is taken away at the end.
    assertThat(run.err().lines()).noneMatch(line -> line.endsWith("objects"));
  }

  @Test
  void anUploadOfStandardInputIsShownToo() throws IOException {
    InputStream standard = System.in;
    System.setIn(new ByteArrayInputStream(new byte[12 << 20]));
    CopyRun run;
    try {
      run =
          CopyRun.of(
              Map.of(
                  "spark.hadoop.fs.s3a.endpoint", server.endpoint().toString(),
                  "spark.hadoop.fs.s3a.access.key", "user",
                  "spark.hadoop.fs.s3a.secret.key", "unchecked"),
              "upload",
              "--source",
              "-",
              "--destination",
              "s3://" + VirtualS3.DESTINATION + "/dump",
              "--part-size",
              "5MiB",
              "--progress",
              "json");
    } finally {
      System.setIn(standard);
    }

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    JsonNode last = objects(run).get(objects(run).size() - 1);
    assertThat(last.path("command").asText()).isEqualTo("upload");
    assertThat(last.path("state").asText()).isEqualTo("transferring");
    assertThat(last.path("copiedBytes").asInt()).isEqualTo(12 << 20);
    assertThat(last.path("parts").asInt()).isEqualTo(3);
    assertThat(last.path("runId").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "upload", "sweep"})
  void aWordThatIsNoneIsRefused(String command) {
    CopyRun run = CopyRun.of(Map.of(), command, "--progress", "fancy");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("--progress")
        .contains("\"fancy\" is none of none, plain, bar, json");
  }
}
