package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bucketcopy.job.journal.Journals;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job, ended early and gone on with from its run directory. */
final class ResumedJobTest {
  private static final int SMALL = 40;
  private static final int LARGE = 4;
  private static final int PARTS = 64;
  private static final int IN_FLIGHT = 8;
  private static final long PART = 128L << 20;
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(SMALL, 4096).then(LARGE, PARTS * PART));

  private static final Behaviour SLOW =
      Behaviour.prompt().withLatencyMillis(Operation.COPY_PART, 100);

  private final VirtualS3 server = VirtualS3.start(Holdings.of(KEYS), SLOW, 0, 1);

  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip", "overwrite", "fail"})
  void whatIsDoneIsNotDoneAgain(String ifExists) throws IOException {
    CopyRun first = endedEarly("--if-exists", ifExists);
    assertThat(first.count("uploadsLeftOpen")).isEqualTo(server.uploadsOpen());
    assertThat(first.err()).contains("the same command again resumes them");
    assertThat(Journals.read(directory)).hasSize(server.uploadsOpen());
    int open = server.uploadsOpen();
    assertThat(open).isPositive();
    long initiated = server.ledger().answers(Operation.INITIATE, 200);
    long copied = server.ledger().answers(Operation.COPY_PART, 200);

    server.behave(Behaviour.prompt());
    CopyRun second = copy("--if-exists", ifExists);

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertRight();
    assertThat(server.ledger().partsAgain()).as("parts again").isLessThanOrEqualTo(IN_FLIGHT);
    // Each run has a probe, which copies a part and initiates an upload of its own.
    assertThat(second.count("parts")).isLessThanOrEqualTo(LARGE * PARTS - copied + IN_FLIGHT + 1);
    assertThat(server.ledger().answers(Operation.COPY_OBJECT, 200)).isEqualTo(SMALL);
    // An upload that got no part is begun anew.
    assertThat(server.ledger().answers(Operation.INITIATE, 200)).isLessThanOrEqualTo(2 * LARGE + 2);
    assertThat(initiated).isPositive();
    assertThat(directory.resolve("journal")).doesNotExist();
  }

  @Test
  void damagedRecordsAreRefusedAndWhatTheyCoveredIsDoneAgain() throws IOException {
    endedEarly();
    int open = server.uploadsOpen();
    assertThat(damageJournal()).isPositive();

    server.behave(Behaviour.prompt());
    CopyRun second = copy();

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    assertThat(second.count("parts")).isPositive();
    // Whose uploads these were, nobody knows any more: they are for the sweep.
    assertThat(server.uploadsOpen()).isLessThanOrEqualTo(open);
  }

  @Test
  void anUploadThatMayBeOpenIsNoSuccess() {
    server.behave(Behaviour.prompt());
    server.cues().next(Operation.INITIATE, Fault.RESET_AFTER);
    server.cues().next(Operation.LIST_UPLOADS, Fault.ACCESS_DENIED);

    CopyRun first = copy();

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.UPLOADS_LEFT_OPEN);
    assertThat(first.exitCode().number()).isEqualTo(1);
    assertThat(first.summary().path("status").asText()).isEqualTo("uploads_left_open");
    assertThat(first.count("copied")).isEqualTo(SMALL + LARGE);
    assertThat(first.count("uploadsLeftOpen")).isEqualTo(1);
    assertThat(first.err())
        .contains("1 uploads under s3://" + VirtualS3.DESTINATION + "/ may still be open")
        .contains("sweep --run-dir " + directory)
        .contains("the same command again");
    assertThat(server.uploadsOpen()).isEqualTo(1);

    CopyRun second = copy();

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertRight();
    assertThat(directory.resolve("journal")).doesNotExist();
  }

  @Test
  void aRunDirectoryMayBeNamedByATimeWhereTheFileSystemAllowsIt() {
    server.behave(Behaviour.prompt());
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);
    Path scheduled = directory.resolve("scheduled__2026-01-01T00:00:00+00:00");

    String[] options = {"--tags", "required", "--run-dir", scheduled.toString()};
    CopyRun first = CopyRun.of(server, options);
    CopyRun second = CopyRun.of(server, options);

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertThat(second.count("copied")).isEqualTo(1);
    assertThat(scheduled.resolve("journal")).doesNotExist();
  }

  @Test
  void anotherPlanIsRefused() throws IOException {
    endedEarly();

    CopyRun other = copy("--exclude", "**");

    assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(other.summary().path("problem").asText()).contains("--exclude");
    assertThat(Journals.read(directory)).hasSize(server.uploadsOpen());
  }

  @Test
  void aRunOfTheVersionBeforeIsContinued() throws IOException {
    endedEarly();
    Journals.nameNoFormat(directory);

    server.behave(Behaviour.prompt());
    CopyRun second = copy();

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertRight();
    assertThat(server.ledger().partsAgain()).as("parts again").isLessThanOrEqualTo(IN_FLIGHT);
    assertThat(directory.resolve("journal")).doesNotExist();
  }

  @Test
  void aRunOfALaterVersionIsRefusedBeforeAnythingIsTouched() throws IOException {
    endedEarly();
    Journals.nameFormat(directory, "4");
    long copies = server.ledger().requests(Operation.COPY_OBJECT);
    long initiated = server.ledger().requests(Operation.INITIATE);
    long aborted = server.ledger().requests(Operation.ABORT);

    try (Closeable alive = Journals.lockAsLaterVersion(directory)) {
      Map<String, String> before = Journals.content(directory);
      for (String option : List.of("--break-lock", "--retries=1")) {
        CopyRun refused = copy(option);

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(refused.summary().path("problem").asText())
            .startsWith(directory + "/journal/segment-")
            .contains(".jsonl is of journal format 4, and this version of bucket-copy knows")
            .contains("formats up to 3: use the version that wrote it, or a later one");
      }
      assertThat(Journals.content(directory)).isEqualTo(before);
      assertThat(alive).isNotNull();
    }
    assertThat(server.ledger().requests(Operation.COPY_OBJECT)).isEqualTo(copies);
    assertThat(server.ledger().requests(Operation.INITIATE)).isEqualTo(initiated);
    assertThat(server.ledger().requests(Operation.ABORT)).isEqualTo(aborted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal/notes.txt", "lock.json"})
  void aDirectoryWithAnothersFilesOfTheSameNameIsRefused(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");

    for (String option : List.of("--break-lock", "--retries=1")) {
      CopyRun refused = copy(option);

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(refused.summary().path("problem").asText())
          .contains(
              file + " is not of bucket-copy, and is left as it is: choose another --run-dir");
    }

    assertThat(file).hasContent("mine");
    assertThat(directory.toFile().list()).hasSize(1);
    assertThat(server.ledger().requests(Operation.COPY_OBJECT)).isZero();
    assertThat(server.ledger().requests(Operation.INITIATE)).isZero();
  }

  @Test
  void aDirectoryInUseIsRefusedUnlessItsLockIsBroken() throws IOException {
    try (Closeable held = Journals.lock(directory)) {
      CopyRun refused = copy();

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(refused.summary().path("problem").asText()).contains("--break-lock");
      assertThat(server.ledger().requests(Operation.INITIATE)).isZero();

      server.behave(Behaviour.prompt());
      CopyRun broken = copy("--break-lock");

      assertThat(broken.exitCode()).as(broken.err()).isEqualTo(ExitCode.OK);
      assertRight();
      assertThat(held).isNotNull();
    }
  }

  @Test
  void credentialsThatExpireEndTheRunAndTheNextOneGoesOn() {
    Behaviour expired = Behaviour.prompt();
    for (Operation operation : Operation.values()) {
      expired = expired.withFault(operation, Fault.EXPIRED_TOKEN, 1);
    }
    Behaviour then = expired;
    server.cues().at(Operation.COPY_PART, PARTS, () -> server.behave(then));

    CopyRun first = copy("--retries", "1", "--max-failures", "1");

    assertThat(first.exitCode()).as(first.err()).isNotEqualTo(ExitCode.OK);
    long copied = server.ledger().answers(Operation.COPY_PART, 200);

    server.behave(Behaviour.prompt());
    CopyRun second = copy("--retries", "1");

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertRight();
    assertThat(second.count("parts")).isLessThanOrEqualTo(LARGE * PARTS);
    assertThat(copied).isPositive();
  }

  /** Ends with some parts of some objects copied. */
  private CopyRun endedEarly(String... options) {
    server.cues().at(Operation.COPY_PART, 40, Thread.currentThread()::interrupt);
    CopyRun run = copy(options);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(server.ledger().answers(Operation.COPY_PART, 200))
        .isBetween(1L, (long) LARGE * PARTS);
    return run;
  }

  private CopyRun copy(String... options) {
    return CopyRun.of(
        server,
        Stream.concat(
                Stream.of(
                    "--part-size",
                    "128MiB",
                    "--in-flight",
                    "" + IN_FLIGHT,
                    "--run-dir",
                    directory.toString()),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private void assertRight() {
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
    assertThat(server.uploadsOpen()).isZero();
  }

  /** Changes a byte of each record but the header's; returns the number of those. */
  private int damageJournal() throws IOException {
    int damaged = 0;
    try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
      for (Path file : files.toList()) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          if (lines.get(i).contains("uploadId")) {
            lines.set(i, lines.get(i).replaceFirst("uploadId", "uploadIe"));
            damaged++;
          }
        }
        Files.write(file, lines);
      }
    }
    return damaged;
  }
}
