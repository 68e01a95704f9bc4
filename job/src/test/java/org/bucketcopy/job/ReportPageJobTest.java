package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that a run leaves in its run directory, and the command {@code report}. */
final class ReportPageJobTest {
  private static final int SMALL = 20;
  private static final int PARTS = 8;
  private static final long PART = 128L << 20;
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(SMALL, 4096).then(1, PARTS * PART));

  private final VirtualS3 server = VirtualS3.start(Holdings.of(KEYS));

  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void itShowsWhatBecameOfTheRun() throws IOException {
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);

    CopyRun run = copy("--tags", "required", "--part-size", "128MiB");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    JsonNode data = data();
    run.summary()
        .properties()
        .forEach(
            field ->
                assertThat(data.path("status").get(field.getKey())).isEqualTo(field.getValue()));
    assertThat(data.path("status").path("host").asText()).isNotEmpty();
    assertThat(data.path("asked").path("--part-size").asText()).isNotEmpty();
    assertThat(made(data))
        .containsExactlyInAnyOrder("copied_whole etag " + (SMALL - 2), "copied_by_parts size 1");
    assertThat(data.path("failed")).hasSize(2);
    assertThat(data.path("failed").get(0).path("reason").asText()).isEqualTo("DENIED");
    assertThat(data.path("failed").get(0).path("source").asText()).startsWith("s3://source/");
    assertThat(data.path("slowest")).hasSize(SMALL - 2 + 1);
    assertThat(data.path("reports").get(0).asText()).startsWith("report-");
    assertThat(data.has("resumed")).isFalse();
    JsonNode end = data.path("timeline").get(data.path("timeline").size() - 1);
    assertThat(end.path("objects").asInt()).isEqualTo(SMALL - 1);
    assertThat(end.path("bytes").asLong()).isEqualTo((SMALL - 2) * 4096L + PARTS * PART);
    assertThat(end.path("inFlight").asInt()).isZero();
    assertThat(page()).contains(data.path("status").path("runId").asText());
    assertThat(run.err()).doesNotContain("the page of the run");
  }

  @Test
  void latenciesAndRequestsOfAllProcessesAreCounted() throws IOException {
    server.behave(Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 50));

    CopyRun run = copy();

    JsonNode parts = latency(data(), "copy_part");
    // One of them is that of the probe.
    assertThat(parts.path("answered").asInt()).isEqualTo(PARTS + 1);
    assertThat(parts.path("p50Micros").asLong()).isGreaterThan(45_000);
    assertThat(parts.path("maxMicros").asLong())
        .isGreaterThanOrEqualTo(parts.path("p99Micros").asLong());
    assertThat(latency(data(), "copy_object").path("answered").asInt()).isEqualTo(SMALL);
    long requests =
        StreamSupport.stream(data().path("processes").spliterator(), false)
            .mapToLong(process -> process.path("requests").asLong())
            .sum();
    long said =
        StreamSupport.stream(run.summary().path("requests").spliterator(), false)
            .mapToLong(JsonNode::asLong)
            .sum();
    assertThat(requests).isEqualTo(said);
  }

  @Test
  void onlyTheUserOfTheRunMayReadItAndItHoldsNoSecret() throws IOException {
    copy();

    for (String name : new String[] {"report.html", "report.json"}) {
      assertThat(Files.getPosixFilePermissions(directory.resolve(name)))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      assertThat(Files.readString(directory.resolve(name))).doesNotContain("unchecked");
    }
  }

  @Test
  void theCommandMakesTheSameAgain() throws IOException {
    copy();
    String page = page();
    Files.delete(directory.resolve("report.html"));

    CopyRun report = report();

    assertThat(report.exitCode()).as(report.err()).isEqualTo(ExitCode.OK);
    assertThat(report.summary().path("command").asText()).isEqualTo("report");
    assertThat(report.summary().path("page").asText()).endsWith("/report.html");
    assertThat(report.out().lines()).hasSize(1);
    assertThat(dataOf(page())).isEqualTo(dataOf(page));
  }

  @Test
  void aResumedRunSaysSo() throws IOException {
    server.behave(Behaviour.prompt().withFault(Operation.COPY_OBJECT, Fault.ACCESS_DENIED, 1));
    copy("--tags", "required");
    String began = data().path("status").path("began").asText();
    server.behave(Behaviour.prompt());

    CopyRun second = copy("--tags", "required");

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertThat(data().path("resumed").asText().substring(0, 19)).isEqualTo(began.substring(0, 19));
    assertThat(data().path("status").path("copied").asInt()).isEqualTo(SMALL);
  }

  @Test
  void ofARunThatWasKilledTheCommandShowsWhatTheOtherFilesSay() throws IOException {
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
    copy("--tags", "required");
    Files.delete(directory.resolve("report.html"));
    Files.delete(directory.resolve("report.json"));
    ObjectNode status =
        (ObjectNode) new JsonMapper().readTree(directory.resolve("status.json").toFile());
    Process dead = new ProcessBuilder("true").start();
    dead.onExit().join();
    status.put("state", "transferring").put("status", "running").put("pid", dead.pid());
    status.remove("exitCode");
    Files.writeString(directory.resolve("status.json"), status.toString());

    CopyRun report = report();

    assertThat(report.exitCode()).as(report.err()).isEqualTo(ExitCode.OK);
    JsonNode data = dataOf(page());
    assertThat(data.path("status").path("status").asText()).isEqualTo("died");
    assertThat(data.path("status").path("problem").asText()).contains("is gone");
    assertThat(data.path("failed")).hasSize(1);
    assertThat(data.path("asked").path("--tags").asText()).isNotEmpty();
  }

  @Test
  void whereNoRunHasStartedThereIsNone() {
    CopyRun report = report();

    assertThat(report.exitCode()).isEqualTo(ExitCode.NO_STATUS);
    assertThat(report.summary().path("status").asText()).isEqualTo("no_status");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aPageThatCannotBeWrittenIsAWarning() throws IOException {
    Files.writeString(directory.resolve("report.html"), "<html>somebody else's</html>");

    CopyRun run = copy();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).contains("report.html is not of bucket-copy, and is left as it is");
    assertThat(page()).isEqualTo("<html>somebody else's</html>");
  }

  @Test
  void aFileSystemThatHangsDoesNotKeepTheRunFromItsEnd() throws Exception {
    Path pipe = directory.resolve("report.json");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    CopyRun run = copy();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).contains("the page of the run is not written").contains("not answer");
    assertThat(run.summary().path("copied").asInt()).isEqualTo(SMALL + 1);
    assertThat(directory.resolve("report.html")).doesNotExist();
    // Who reads the pipe reads its end now.
    Files.newOutputStream(pipe).close();
  }

  @Test
  void anUploadHasOneToo() throws IOException {
    Path source = Files.createDirectories(directory.resolve("files"));
    Files.writeString(source.resolve("a"), "a");
    Files.writeString(source.resolve("b"), "b");

    CopyRun run =
        CopyRun.of(
            Map.of(
                "spark.hadoop.fs.s3a.endpoint",
                server.endpoint().toString(),
                "spark.hadoop.fs.s3a.access.key",
                "user",
                "spark.hadoop.fs.s3a.secret.key",
                "unchecked"),
            "upload",
            "--source",
            source + "/",
            "--destination",
            "s3://destination/",
            "--run-dir",
            directory.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(made(data())).containsExactly("uploaded_whole answer 2");
    assertThat(latency(data(), "put_object").path("answered").asInt()).isEqualTo(2);
  }

  @Test
  void aRunThatIsRefusedHasOneToo() throws IOException {
    server.behave(Behaviour.prompt().withFault(Operation.LIST_OBJECTS, Fault.ACCESS_DENIED, 1));

    CopyRun run = copy();

    assertThat(run.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(dataOf(page()).path("status").path("problem"))
        .isEqualTo(run.summary().path("problem"));
  }

  @Test
  void aDryRunHasNone() {
    copy("--dry-run");

    assertThat(directory.resolve("report.html")).doesNotExist();
  }

  private static Stream<String> made(JsonNode data) {
    return StreamSupport.stream(data.path("made").spliterator(), false)
        .map(
            one ->
                one.path("route").asText()
                    + " "
                    + one.path("proof").asText()
                    + " "
                    + one.path("objects").asInt());
  }

  private static JsonNode latency(JsonNode data, String operation) {
    return StreamSupport.stream(data.path("latencies").spliterator(), false)
        .filter(one -> one.path("operation").asText().equals(operation))
        .findFirst()
        .orElseThrow();
  }

  private CopyRun copy(String... options) {
    return CopyRun.of(
        server,
        Stream.concat(Stream.of("--run-dir", directory.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private CopyRun report() {
    return CopyRun.of(Map.of(), "report", "--run-dir", directory.toString());
  }

  private JsonNode data() throws IOException {
    return new JsonMapper().readTree(directory.resolve("report.json").toFile());
  }

  private String page() throws IOException {
    return Files.readString(directory.resolve("report.html"));
  }

  /** The data in a page, but for what says which file they come from. */
  private static JsonNode dataOf(String page) throws IOException {
    String start = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(start) + start.length();
    ObjectNode data =
        (ObjectNode) new JsonMapper().readTree(page.substring(from, page.indexOf('<', from)));
    data.remove("bucketCopyReport");
    return data;
  }
}
