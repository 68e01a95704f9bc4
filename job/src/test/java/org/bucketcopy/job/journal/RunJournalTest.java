package org.bucketcopy.job.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.bucketcopy.job.journal.FaultyFileSystem.Death;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class RunJournalTest {
  private final Path directory;

  private final FaultyFileSystem faulty = TestedFiles.faulty();

  RunJournalTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @EnumSource
  void aLaterDriverFindsWhatIsOpen(TestedFiles tested) throws Exception {
    FileSystem files = tested.open();
    try (RunJournal journal = open(files)) {
      assertThat(journal.recovered().header()).isEqualTo(Uploads.HEADER);
      assertThat(journal.recovered().uploads().isEmpty()).isTrue();
      await(journal.initiated(Uploads.upload(1)));
      await(journal.initiated(Uploads.upload(2)));
      await(journal.initiated(Uploads.upload(3)));
      await(journal.ended(Uploads.upload(2)));
    }

    JournalHeader later = new JournalHeader("run-2", 9, Uploads.HEADER.options());
    try (RunJournal journal =
        RunJournal.open(files, TestedFiles.path(directory), later, RealMachine.MACHINE.threads())) {
      assertThat(journal.recovered().header()).isEqualTo(Uploads.HEADER);
      assertThat(journal.recovered().damaged()).isZero();
      assertThat(journal.recovered().uploads().values())
          .containsExactly(Uploads.upload(1), Uploads.upload(3));
      assertThat(journal.recovered().uploads().get(Uploads.upload(3).destination()))
          .containsExactly(Uploads.upload(3));
    }
  }

  @Test
  void notesOnObjectsOutlastSnapshots() throws Exception {
    ObjectLocation object = Uploads.upload(1).destination();
    ObjectLocation other = Uploads.upload(2).destination();
    try (RunJournal journal = open(faulty)) {
      await(journal.copied(object, ETag.of("AB")));
      await(journal.distrusted(other, ETag.of("wrong")));
    }
    // Each driver starts with a snapshot, which makes all before it void.
    open(faulty).close();
    open(faulty).close();

    try (RunJournal journal = open(faulty)) {
      CopyNotes notes = journal.recovered().notes();
      assertThat(notes.copied(object, ETag.of("ab"))).isTrue();
      assertThat(notes.copied(object, ETag.of("other"))).isFalse();
      assertThat(notes.copied(other, ETag.of("ab"))).isFalse();
      assertThat(notes.distrusted(other, ETag.of("wrong"))).isTrue();
      assertThat(notes.distrusted(other, ETag.of("right"))).isFalse();
      assertThat(notes.distrusted(object, ETag.of("wrong"))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFinishedRunLeavesItsReportAndNoJournal(TestedFiles tested) throws Exception {
    Path report = Files.writeString(directory.resolve("report-1.jsonl"), "{}\n");
    RunJournal journal = open(tested.open());
    await(journal.initiated(Uploads.upload(1)));
    journal.ended(Uploads.upload(1));

    journal.finish();

    assertThat(directory).isDirectoryContaining(report::equals);
    assertThat(directory.resolve("journal")).doesNotExist();
    try (RunJournal next = openWith(tested.open(), Map.of("--part-size", "1GiB"))) {
      assertThat(next.recovered().uploads().isEmpty()).isTrue();
    }
  }

  @Test
  void aRecordIsDurableWhenItsStageCompletes() throws Exception {
    try (RunJournal journal = open(faulty)) {
      await(journal.initiated(Uploads.upload(1)));
      assertThat(openUploads()).containsExactly(Uploads.upload(1));
      await(journal.ended(Uploads.upload(1)));
      assertThat(openUploads()).isEmpty();
    }
  }

  @Test
  void recordsThatWaitAreWrittenTogether() throws Exception {
    try (RunJournal journal = open(faulty)) {
      CountDownLatch writing = new CountDownLatch(1);
      CountDownLatch resume = new CountDownLatch(1);
      faulty.hold(writing, resume);
      List<CompletionStage<Void>> stages = new ArrayList<>();
      stages.add(journal.initiated(Uploads.upload(0)));
      assertThat(writing.await(10, SECONDS)).isTrue();
      int before = faulty.steps();
      IntStream.range(1, 500).forEach(i -> stages.add(journal.initiated(Uploads.upload(i))));
      assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
      resume.countDown();
      for (CompletionStage<Void> stage : stages) {
        await(stage);
      }
      assertThat(faulty.steps() - before).isLessThan(5);
      assertThat(openUploads()).hasSize(500);
    }
  }

  @Test
  void manySegmentsBecomeFew() throws Exception {
    try (RunJournal journal = open(faulty)) {
      for (int i = 0; i < 3 * JournalWriter.MAX_SEGMENTS; i++) {
        await(journal.initiated(Uploads.upload(i)));
      }
      assertThat(segments().numbers()).hasSizeLessThan(2 * JournalWriter.MAX_SEGMENTS);
      assertThat(openUploads()).hasSize(3 * JournalWriter.MAX_SEGMENTS);
    }
  }

  @Test
  void closingWritesWhatWaits() throws Exception {
    RunJournal journal = open(faulty);
    await(journal.initiated(Uploads.upload(1)));
    CompletionStage<Void> ended = journal.ended(Uploads.upload(1));

    journal.close();

    assertThat(openUploads()).isEmpty();
    await(ended);
    assertThat(failure(journal.initiated(Uploads.upload(2)))).hasMessageContaining("is closed");
    assertThat(journal.broken()).isEmpty();
    journal.close();
  }

  @Test
  void whoWaitsForARecordMayCloseTheJournal() throws Exception {
    RunJournal journal = open(faulty);

    await(journal.initiated(Uploads.upload(1)).thenRun(journal::close));

    assertThat(journal.broken()).isEmpty();
    assertThat(openUploads()).containsExactly(Uploads.upload(1));
  }

  @Test
  void aRunDirectoryThatBecomesUnwritableBreaksTheJournalAndKeepsIt() throws Exception {
    RunJournal journal = open(faulty);
    await(journal.initiated(Uploads.upload(1)));
    faulty.dieAfter(0, Death.BEFORE_THE_STEP);

    assertThat(failure(journal.initiated(Uploads.upload(2)))).hasMessage("died");

    assertThat(journal.broken().orElseThrow()).hasMessage("died");
    assertThat(failure(journal.initiated(Uploads.upload(3)))).hasMessage("died");
    assertThat(failure(journal.ended(Uploads.upload(1)))).hasMessage("died");
    assertThatIOException().isThrownBy(journal::finish).withMessageContaining("is not removed");
    faulty.recover();
    assertThat(openUploads()).containsExactly(Uploads.upload(1));
  }

  @Test
  void whatWaitsWhenTheDirectoryBecomesUnwritableFailsToo() throws Exception {
    try (RunJournal journal = open(faulty)) {
      CountDownLatch writing = new CountDownLatch(1);
      CountDownLatch resume = new CountDownLatch(1);
      faulty.hold(writing, resume);
      faulty.dieAfter(0, Death.IN_THE_MIDDLE);
      CompletionStage<Void> first = journal.initiated(Uploads.upload(1));
      assertThat(writing.await(10, SECONDS)).isTrue();
      CompletionStage<Void> second = journal.initiated(Uploads.upload(2));
      resume.countDown();

      assertThat(failure(first)).hasMessage("died");
      assertThat(failure(second)).hasMessage("died");
    }
  }

  @Test
  void doesNotOpenWhereNothingCanBeWritten() {
    faulty.dieAfter(0, Death.BEFORE_THE_STEP);

    assertThatIOException().isThrownBy(() -> open(faulty)).withMessage("died");
  }

  @Test
  void aSecondWriterThatNoLockKeptOutIsNoticed() throws Exception {
    try (RunJournal first = open(faulty);
        RunJournal second = open(faulty)) {
      assertThat(failure(first.initiated(Uploads.upload(1)))).isInstanceOf(IOException.class);
      await(second.initiated(Uploads.upload(2)));
    }
  }

  @Test
  void otherOptionsAreRefused() throws Exception {
    try (RunJournal journal = open(faulty)) {
      await(journal.initiated(Uploads.upload(1)));
    }

    assertThatExceptionOfType(OptionsDifferException.class)
        .isThrownBy(
            () -> openWith(faulty, Map.of("--part-size", "128MiB", "--include", "*.gz")).close())
        .withMessageEndingWith(
            "has other options: was --include (not given), is *.gz; was --part-size 64MiB, is"
                + " 128MiB: use the same, or another --run-dir");
    assertThat(openUploads()).containsExactly(Uploads.upload(1));
  }

  private RunJournal open(FileSystem files) throws IOException {
    return RunJournal.open(
        files, TestedFiles.path(directory), Uploads.HEADER, RealMachine.MACHINE.threads());
  }

  private RunJournal openWith(FileSystem files, Map<String, String> options) throws IOException {
    return RunJournal.open(
        files,
        TestedFiles.path(directory),
        new JournalHeader("run-2", 9, options),
        RealMachine.MACHINE.threads());
  }

  private SegmentFiles segments() {
    return new SegmentFiles(faulty, TestedFiles.path(directory));
  }

  private List<UploadRecord> openUploads() throws IOException {
    return List.copyOf(JournalReplay.of(segments()).open().uploads());
  }

  private static void await(CompletionStage<Void> stage) throws Exception {
    stage.toCompletableFuture().get(20, SECONDS);
  }

  private static Throwable failure(CompletionStage<Void> stage) {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    stage.whenComplete(
        (done, reason) -> {
          if (reason == null) {
            failure.completeExceptionally(new AssertionError("it was recorded"));
          } else {
            failure.complete(reason);
          }
        });
    return failure.join();
  }
}
