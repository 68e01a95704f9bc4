package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as being at the destination already. */
final class CompareJobTest {
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(20, 10));

  @TempDir Path directory;

  @Test
  void whatCountsAsThereIsForTheUserToSay() {
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS).withDestinationFilled())) {
      server.overwriteSource(KEYS.key(3));
      assertThat(copied(server, "--compare", "size")).isZero();
      assertThat(copied(server, "--compare", "etag")).isEqualTo(1);
      // All were written in the same second but the one that was just copied.
      assertThat(copied(server, "--compare", "size,mtime")).isGreaterThanOrEqualTo(19);
      assertThat(copied(server)).isZero();
    }
  }

  @Test
  void whatContradictsOtherOptionsIsRefused() {
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS))) {
      assertThat(CopyRun.of(server, "--compare", "mtime").exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(CopyRun.of(server, "--compare", "size", "--if-exists", "overwrite").exitCode())
          .isEqualTo(ExitCode.USAGE);
      assertThat(CopyRun.of(server, "--compare", "size", "--keep-etag").exitCode())
          .isEqualTo(ExitCode.USAGE);
      CopyRun upload =
          CopyRun.of(
              Map.of(),
              "upload",
              "--source",
              directory.toString(),
              "--destination",
              "s3://destination/",
              "--compare",
              "etag");
      assertThat(upload.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(upload.err()).contains("a file has no ETag");
    }
  }

  private static long copied(VirtualS3 server, String... options) {
    CopyRun run = CopyRun.of(server, options);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    return run.count("copied");
  }
}
