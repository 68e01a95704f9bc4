package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that come once all others are in. */
final class LastJobTest {
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("t/data/", KeyShape.NUMBERED, SizeRule.of(200, 10));

  private static final List<String> METADATA = List.of("a.metadata.json", "z.metadata.json");

  private final VirtualS3 server = VirtualS3.start(Holdings.of(KEYS));

  @TempDir Path directory;

  LastJobTest() {
    METADATA.forEach(key -> server.addSource(key, 20));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatComesLastIsAskedForOnceAllElseIsIn() {
    server.log().keep();
    CopyRun run = CopyRun.of(server, "--last", "*.metadata.json");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("copied")).isEqualTo(202);
    List<String> copied =
        server.log().all().stream()
            .flatMap(request -> request.header("x-amz-copy-source").stream())
            .toList();
    assertThat(copied).hasSize(202);
    assertThat(copied.subList(200, 202)).allMatch(source -> source.endsWith(".metadata.json"));
    assertThat(CopyRun.of(server, "--last", "*.metadata.json").count("skipped")).isEqualTo(202);
  }

  @Test
  void nothingComesLastWhereAnythingElseHasFailed() throws IOException {
    Path manifest =
        Files.writeString(
            directory.resolve("keys.txt"),
            String.join("\n", METADATA.get(0), KEYS.key(1), "none", KEYS.key(2)));
    Path runs = directory.resolve("run");
    CopyRun run =
        CopyRun.of(
            server,
            "--last",
            "*.metadata.json",
            "--manifest",
            manifest.toString(),
            "--run-dir",
            runs.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(run.count("copied")).isEqualTo(2);
    assertThat(run.count("failed")).isEqualTo(2);
    try (Stream<Path> files = Files.list(runs)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jsonl")))
          .singleElement()
          .satisfies(
              report ->
                  assertThat(Files.readString(report))
                      .contains("it is to come last, and 1 others have failed"));
    }
    assertThat(server.etags(VirtualS3.DESTINATION)).doesNotContainKey(METADATA.get(0));
  }
}
