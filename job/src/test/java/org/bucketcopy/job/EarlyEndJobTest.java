package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs that end before all is done. */
final class EarlyEndJobTest {
  private static final int LARGE = 60;
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(LARGE, 8 * (128L << 20)));

  private static final Behaviour SLOW =
      Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 100);

  @TempDir Path directory;

  /** A disk on which nothing new can be written for a while. */
  public static final class FullDisk extends RawLocalFileSystem {
    private static final AtomicBoolean FULL = new AtomicBoolean();

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path file,
        FsPermission permission,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      refuseIfFull();
      return super.create(
          file, permission, overwrite, bufferSize, replication, blockSize, progress);
    }

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path file,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      refuseIfFull();
      return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    }

    private static void refuseIfFull() throws IOException {
      if (FULL.get()) {
        throw new IOException("No space left on device");
      }
    }
  }

  @Test
  void aRunDirectoryThatCannotBeWrittenEndsTheRunAndTheNextOneGoesOn() {
    Map<String, String> disk =
        Map.of(
            "spark.hadoop.fs.file.impl",
            FullDisk.class.getName(),
            "spark.hadoop.fs.file.impl.disable.cache",
            "true");
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS), SLOW, 0, 1)) {
      server.cues().at(Operation.COMPLETE, 3, () -> FullDisk.FULL.set(true));

      CopyRun first = copy(server, disk);

      assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(first.summary().path("problem").asText()).contains("journal");
      assertThat(first.count("copied")).isLessThan(LARGE);

      FullDisk.FULL.set(false);
      server.behave(Behaviour.prompt());
      CopyRun second = copy(server, disk);

      assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
      assertThat(server.uploadsOpen()).isZero();
      assertThat(server.ledger().partsAgain()).isLessThanOrEqualTo(8);
    } finally {
      FullDisk.FULL.set(false);
    }
  }

  @Test
  void aRunDirectoryThatCannotBeMadeIsToldBeforeAnythingIsTouched() throws IOException {
    Path file = java.nio.file.Files.createFile(directory.resolve("a-file"));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS))) {
      CopyRun run = CopyRun.of(server, "--run-dir", file.resolve("run").toString());

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(run.summary().path("problem").asText()).contains("a-file");
      assertThat(server.ledger().requests(Operation.INITIATE)).isZero();
    }
  }

  @Test
  void aRunThatHasFailedTooOftenEndsAndCanBeGoneOnWith() {
    Behaviour partly = SLOW.withFault(Operation.COPY_PART, Fault.ACCESS_DENIED, 0.1);
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS), partly, 0, 1)) {
      CopyRun first = copy(server, Map.of(), "--max-failures", "3");

      assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.MAX_FAILURES);
      assertThat(first.summary().path("status").asText()).isEqualTo("max_failures");
      assertThat(first.summary().path("problem").asText()).contains("--max-failures");
      assertThat(first.count("failed")).isBetween(3L, LARGE - 1L);

      server.behave(Behaviour.prompt());
      CopyRun second = copy(server, Map.of());

      assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
      assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
      assertThat(server.uploadsOpen()).isZero();
    }
  }

  @Test
  void aRunThatKeepsNothingAbortsWhatItLeaves() {
    try (VirtualS3 server = VirtualS3.start(Holdings.of(KEYS), SLOW, 0, 1)) {
      server.cues().at(Operation.COPY_PART, 20, Thread.currentThread()::interrupt);

      CopyRun run = CopyRun.of(server, "--in-flight", "8");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(server.ledger().answers(Operation.INITIATE, 200)).isPositive();
      assertThat(run.count("uploadsLeftOpen")).isZero();
      assertThat(server.uploadsOpen()).isZero();
    }
  }

  private CopyRun copy(VirtualS3 server, Map<String, String> settings, String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "--in-flight";
    all[1] = "8";
    all[2] = "--run-dir";
    all[3] = directory.toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return CopyRun.of(server, settings, all);
  }
}
