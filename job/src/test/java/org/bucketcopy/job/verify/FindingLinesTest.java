package org.bucketcopy.job.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.bucketcopy.job.fuzz.Verifications;
import org.bucketcopy.job.journal.JournalHeader;
import org.bucketcopy.job.run.RunRecords;
import org.bucketcopy.job.run.RunSettings;
import org.bucketcopy.planner.listing.Coverage;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings on a file system that shows a file when it is closed, as object stores do. */
final class FindingLinesTest {
  private final Path directory;
  private final Configuration configuration = new Configuration(false);

  FindingLinesTest(@TempDir Path directory) {
    this.directory = directory;
    configuration.set("fs.file.impl", ShownWhenClosed.class.getName());
    configuration.setBoolean("fs.file.impl.disable.cache", true);
  }

  @AfterEach
  void mend() {
    ShownWhenClosed.FULL.set(false);
  }

  /** Keeps in memory what is written until it is closed; may have no more room for that. */
  public static final class ShownWhenClosed extends RawLocalFileSystem {
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
      Path shown = pathToFile(file).toPath();
      if (!overwrite && Files.exists(shown)) {
        throw new IOException("there is " + shown);
      }
      OutputStream kept =
          new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
              if (FULL.get()) {
                throw new IOException("no room");
              }
              Files.write(shown, toByteArray());
            }
          };
      return new FSDataOutputStream(kept, null);
    }
  }

  private RunRecords records() throws IOException {
    Map<String, String> options = Map.of("command", "verify");
    return RunRecords.open(
        new RunSettings(
            Optional.of(directory.toString()),
            /* breakLock= */ false,
            options,
            OptionalLong.empty(),
            Optional.empty(),
            /* failIfEmpty= */ false),
        JournalHeader.of("run-1", System.currentTimeMillis(), options, "service"),
        configuration,
        lost -> {},
        RealMachine.MACHINE);
  }

  private static Finding finding(String key) {
    return new Finding(
        Finding.Kind.MISSING,
        "s3://from/" + key,
        Optional.of("s3://to/" + key),
        new Finding.Shown(Optional.empty(), Optional.empty()),
        Finding.Detail.NONE);
  }

  private List<String> written() {
    return Verifications.lines(directory, "findings-");
  }

  @Test
  void whatACheckpointCountsIsShown() throws IOException {
    try (RunRecords records = records()) {
      FindingLines lines = new FindingLines(Optional.of(records));
      Findings findings = new Findings(lines, VerifyCounts.NONE);
      for (String key : List.of("a", "b", "c")) {
        findings.listed(key);
      }
      findings.found("a", finding("a"));
      findings.found("b", finding("b"));
      assertThat(written()).isEmpty();

      Checkpoint checkpoint = findings.checkpoint(Coverage.NONE);

      assertThat(checkpoint.counts().of(Finding.Kind.MISSING)).isEqualTo(2);
      assertThat(checkpoint.unsettled()).containsExactly("c");
      assertThat(written()).hasSize(2);
      findings.checkpoint(Coverage.NONE);
      findings.found("c", finding("c"));
      lines.end();
      assertThat(written()).hasSize(3);
      assertThat(lines.paths()).hasSize(2).allMatch(path -> Files.exists(Path.of(path)));
      assertThat(Verifications.lines(directory, "repair-")).hasSize(3);
      assertThat(lines.problem()).isEmpty();
    }
  }

  @Test
  void thereIsNoCheckpointOfFindingsThatCouldNotBeWritten() throws IOException {
    try (RunRecords records = records()) {
      Findings findings = new Findings(new FindingLines(Optional.of(records)), VerifyCounts.NONE);
      findings.listed("a");
      findings.found("a", finding("a"));
      ShownWhenClosed.FULL.set(true);

      assertThatIOException().isThrownBy(() -> findings.checkpoint(Coverage.NONE));
      assertThat(findings.problem()).isPresent();
      ShownWhenClosed.FULL.set(false);
      assertThatIOException().isThrownBy(() -> findings.checkpoint(Coverage.NONE));
    }
  }

  @Test
  void anEntryThatFailsSettlesNoOtherOfItsKey() throws IOException {
    try (RunRecords records = records()) {
      Findings findings = new Findings(new FindingLines(Optional.of(records)), VerifyCounts.NONE);
      findings.listed("a");
      findings.failed(finding("a"));

      assertThat(findings.checkpoint(Coverage.NONE).unsettled()).containsExactly("a");
      assertThat(findings.counts().listed()).isEqualTo(2);
      assertThat(findings.counts().settled()).isEqualTo(1);
    }
  }
}
