package org.bucketcopy.job.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.benchmark.Scenario.Memory;
import org.bucketcopy.job.benchmark.Scenario.Rivals;
import org.bucketcopy.job.benchmark.Scenario.Task;
import org.bucketcopy.job.benchmark.Scenario.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a real server, of tools that are a line of shell. */
final class RunTest {
  private static final Scenario SCENARIO =
      new Scenario(
          "small",
          "two objects",
          Map.of("sizes", "2x4KiB", "latency", "30", "memory", "forgotten"),
          new Work(Task.COPY, 2, 2, 2, 0, Memory.LEFT_ALONE),
          Rivals.NONE);

  @TempDir private static Path directory;

  private Server server;

  @BeforeEach
  void start() throws Exception {
    server = Server.start(SCENARIO.server(), Optional.empty(), directory.resolve("server.log"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aToolThatCopiesEverythingIsMeasured() throws Exception {
    Measurement measurement = run(copy(0) + copy(1), 1);
    assertThat(measurement.problem()).isEmpty();
    assertThat(measurement.figures())
        .containsEntry(Figure.LIMIT, 0.03)
        .containsEntry(Figure.HEADS, 0.0)
        .containsKeys(Figure.SPAN, Figure.START, Figure.WALL, Figure.COPIES_PER_SECOND);
    assertThat(measurement.figure(Figure.SPAN).orElseThrow()).isGreaterThanOrEqualTo(0.06);
  }

  @Test
  void aToolThatLeavesObjectsOutHasAProblemWhateverItsExitCode() throws Exception {
    assertThat(run(copy(0), 1).problem().orElseThrow())
        .startsWith("exit code 0, 1 of 2 objects right");
  }

  @Test
  void aToolThatFailsReportsItsLastError() throws Exception {
    assertThat(run("echo first >&2; echo no right >&2; exit 3", 1).problem())
        .hasValue("exit code 3, 0 of 2 objects right; no right");
  }

  @Test
  void aToolThatTakesTooLongIsEnded() throws Exception {
    assertThat(run("sleep 600", 0).problem()).hasValue("ended after its time");
  }

  @Test
  void theServerIsLoadedWithAsManyCopiesAsWanted() throws Exception {
    new Load(server, 4).send(2, 2);
    assertThat(server.counts().copies()).isEqualTo(2);
    assertThat(server.counts().right()).isEqualTo(2);
    assertThat(server.counts().highestInFlight()).isEqualTo(2);
  }

  private Measurement run(String script, long maxMinutes) throws Exception {
    Tool tool =
        new Tool() {
          @Override
          public String label() {
            return "shell";
          }

          @Override
          public Optional<Invocation> invocation(Work work, Place place) {
            return Optional.of(new Invocation(List.of("bash", "-c", script), Map.of()));
          }
        };
    Tool.Place place =
        new Tool.Place(
            server.endpoint(), Optional.empty(), directory, Optional.empty(), directory, "", "");
    return new Run(SCENARIO, server, tool, place, maxMinutes).make().orElseThrow();
  }

  /** A CopyObject by the shell alone. */
  private String copy(int index) {
    String key = "00000000000" + index;
    return String.format(
        "exec 3<>/dev/tcp/127.0.0.1/%d; printf 'PUT /destination/%s HTTP/1.1\\r\\nHost: x\\r\\n"
            + "Authorization: x\\r\\nx-amz-copy-source: source/%s\\r\\nConnection: close\\r\\n"
            + "Content-Length: 0\\r\\n\\r\\n' >&3; IFS= read -r -u 3; exec 3>&-; ",
        server.endpoint().getPort(), key, key);
  }
}
