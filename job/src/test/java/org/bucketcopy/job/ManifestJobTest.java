package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of the objects that a manifest names. */
final class ManifestJobTest {
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("t/", KeyShape.NUMBERED, SizeRule.of(5000, 10));

  private final VirtualS3 server = VirtualS3.start(Holdings.of(KEYS));

  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatIsNamedIsCopiedAndWhatHasFailedIsTriedAgain() throws IOException {
    String odd = "odd/ a,b%2C+\"c\"\u00fc ";
    server.addSource(odd, 300L << 20);
    Path manifest =
        write(
            "m.csv",
            "source,destination,size\n"
                + KEYS.key(7)
                + ",seven,10\n"
                + KEYS.key(8)
                + ",,\n"
                + "\"odd/ a,b%2C+\"\"c\"\"\u00fc \",,\n"
                + "late,,\n"
                + KEYS.key(9)
                + ",s3://elsewhere/x,\n"
                + KEYS.key(9)
                + ",seven,\n");
    Path run = directory.resolve("run");

    CopyRun first = copy("--manifest", manifest.toString(), "--run-dir", run.toString());

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(first.count("listed")).isEqualTo(6);
    assertThat(first.count("copied")).isEqualTo(3);
    assertThat(first.count("failed")).isEqualTo(3);
    assertThat(server.etags(VirtualS3.DESTINATION).keySet())
        .isEqualTo(Set.of("seven", KEYS.key(8), odd));
    assertThat(server.etags(VirtualS3.DESTINATION)).containsEntry("seven", KEYS.etag(7));
    // The first page of each side is looked at before anything is copied.
    assertThat(server.ledger().requests(Operation.LIST_OBJECTS)).isLessThanOrEqualTo(4);

    server.addSource("late", 10);
    CopyRun again = copy("--manifest", report(run).toString());

    assertThat(again.count("listed")).isEqualTo(3);
    assertThat(again.count("copied")).isEqualTo(1);
    assertThat(again.count("skipped")).as("what has met another row's copy").isEqualTo(1);
    assertThat(again.count("failed")).as("what was no row").isEqualTo(1);
    assertThat(server.etags(VirtualS3.DESTINATION)).containsKey("late");
  }

  @Test
  void whatIsThereIsLeftAloneAndADryRunCopiesNothing() throws IOException {
    Path manifest = write("keys.txt", KEYS.key(1) + "\n" + KEYS.key(2) + "\n");
    CopyRun dry = copy("--manifest", manifest.toString(), "--dry-run");
    assertThat(dry.exitCode()).as(dry.err()).isEqualTo(ExitCode.OK);
    assertThat(dry.count("planned")).isEqualTo(2);
    assertThat(server.etags(VirtualS3.DESTINATION)).isEmpty();

    assertThat(copy("--manifest", manifest.toString()).count("copied")).isEqualTo(2);
    assertThat(copy("--manifest", manifest.toString()).count("skipped")).isEqualTo(2);
    assertThat(copy("--manifest", manifest.toString(), "--exclude", "**").count("filtered"))
        .isEqualTo(2);
  }

  @Test
  void aManifestThatCannotBeReadIsRefusedBeforeAnythingIsCopied() throws IOException {
    CopyRun unknown = copy("--manifest", write("m.csv", "a,b,c,d\n").toString());
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("its columns are not known").doesNotContain("\tat ");

    CopyRun absent = copy("--manifest", directory.resolve("none.csv").toString());
    assertThat(absent.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(absent.err()).contains("there is no such file").doesNotContain("\tat ");

    CopyRun single =
        CopyRun.of(
            Map.of(),
            "copy",
            "--source",
            "s3://source/x",
            "--destination",
            "s3://destination/",
            "--manifest",
            "m");
    assertThat(single.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(single.err()).contains("is a single object");

    CopyRun secret = copy("--manifest", "s3a://user:geheim@bucket/m.csv");
    assertThat(secret.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(secret.err() + secret.out()).doesNotContain("geheim");

    CopyRun scheme = copy("--manifest", "nosuch://bucket/m.csv");
    assertThat(scheme.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(scheme.err()).doesNotContain("\tat ");

    CopyRun alone = copy("--manifest-format", "csv");
    assertThat(alone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(server.ledger().requests(Operation.COPY_OBJECT)).isZero();
  }

  private CopyRun copy(String... options) {
    return CopyRun.of(server, options);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static Path report(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(file -> file.getFileName().toString().matches("report-.*\\.jsonl"))
          .findAny()
          .orElseThrow();
    }
  }
}
