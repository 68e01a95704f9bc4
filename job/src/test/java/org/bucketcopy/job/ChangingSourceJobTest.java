package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.Quirk;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job while somebody else writes to the source. */
final class ChangingSourceJobTest {
  private static final int SMALL = 20;
  private static final int PARTS = 16;
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of(
          "", KeyShape.NUMBERED, SizeRule.of(SMALL, 4096).then(1, PARTS * (128L << 20)));

  private static final String LARGE = KEYS.key(SMALL);

  @TempDir Path directory;

  @Test
  void anObjectThatIsOverwrittenInMidCopyIsNeverMixed() throws IOException {
    try (VirtualS3 server = server()) {
      CopyRun changed = copyWhile(server, VirtualS3::overwriteSource);

      assertThat(changed.exitCode()).as(changed.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(changed.count("failed")).isEqualTo(1);
      assertThat(report()).contains("\"reason\":\"SOURCE_CHANGED\"");
      assertThat(server.verdict().right()).isEqualTo(SMALL);
      assertThat(server.verdict().stale() + server.verdict().wrong()).isZero();
      assertThat(server.uploadsOpen()).isZero();

      CopyRun again = copy(server);

      assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.OK);
      assertThat(again.count("copied")).isEqualTo(1);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    }
  }

  /** Its ETag and its size are those of the plan again, and its parts are not of one state. */
  @Test
  void anObjectThatIsPutBackInMidCopyIsNeverMixed() throws IOException {
    try (VirtualS3 server = server()) {
      server.quirks().always(Quirk.IGNORED_IF_MATCH);
      server.cues().at(Operation.COPY_PART, 10, () -> server.putBackSource(LARGE));
      CopyRun changed = copyWhile(server, VirtualS3::overwriteSource);

      assertThat(changed.exitCode()).as(changed.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(changed.count("failed")).isEqualTo(1);
      assertThat(report()).contains("\"reason\":\"SOURCE_CHANGED\"");
      assertThat(server.verdict().wrong()).isZero();
      assertThat(server.uploadsOpen()).isZero();

      CopyRun again = copy(server);

      assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.OK);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    }
  }

  @Test
  void anObjectThatIsDeletedInMidCopyFailsAndLeavesNothing() throws IOException {
    try (VirtualS3 server = server()) {
      CopyRun run = copyWhile(server, VirtualS3::deleteSource);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(report()).contains("\"reason\":\"NOT_FOUND\"");
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
      assertThat(server.uploadsOpen()).isZero();

      assertThat(copy(server).exitCode()).isEqualTo(ExitCode.OK);
    }
  }

  /** Runs, and lets {@code change} happen to the large object when some of its parts are in. */
  private CopyRun copyWhile(VirtualS3 server, BiConsumer<VirtualS3, String> change) {
    server.cues().at(Operation.COPY_PART, 4, () -> change.accept(server, LARGE));
    return copy(server);
  }

  private CopyRun copy(VirtualS3 server) {
    return CopyRun.of(
        server, "--part-size", "128MiB", "--in-flight", "8", "--run-dir", directory.toString());
  }

  private String report() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Path report =
          files.filter(file -> file.getFileName().toString().startsWith("report-")).findAny().get();
      return Files.readString(report);
    }
  }

  private static VirtualS3 server() {
    Behaviour slow = Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 50);
    return VirtualS3.start(Holdings.of(KEYS), slow, 0, 1);
  }
}
