package org.bucketcopy.job.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Segment 1 is the first snapshot; 2 has uploads 1 and 2, 3 has upload 3 and the end of 1. */
final class DamagedJournalTest {
  private final Path directory;

  DamagedJournalTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void writeAJournal() throws IOException {
    SegmentFiles segments = segments(TestedFiles.RAW);
    JournalWriter writer =
        new JournalWriter(segments, Uploads.HEADER, JournalReplay.of(segments), 100);
    writer.append(
        List.of(
            new JournalEntry.Initiated(Uploads.upload(1)),
            new JournalEntry.Initiated(Uploads.upload(2))));
    writer.append(
        List.of(
            new JournalEntry.Initiated(Uploads.upload(3)),
            new JournalEntry.Ended(Uploads.upload(1).handle())));
  }

  @ParameterizedTest
  @EnumSource
  void isWholeBeforeAnythingIsDamaged(TestedFiles tested) throws IOException {
    assertRecovered(tested, 0, 2, 3);
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedRecordLosesItsUploadOnly(TestedFiles tested) throws IOException {
    replace(2, "key-2", "key-9");
    assertRecovered(tested, 1, 3);
  }

  @Test
  void anUploadWhoseEndIsDamagedIsLookedAtAgain() throws IOException {
    replace(3, "\"ended\"", "\"ender\"");
    assertRecovered(TestedFiles.RAW, 1, 1, 2, 3);
  }

  @Test
  void aCutSegmentLosesWhatWasCut() throws IOException {
    Path file = file(3);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.indexOf("key-3")));
    assertRecovered(TestedFiles.RAW, 1, 1, 2);
  }

  @Test
  void aCutLineEndLosesNothing() throws IOException {
    Path file = file(3);
    Files.writeString(file, Files.readString(file).stripTrailing());
    assertRecovered(TestedFiles.RAW, 0, 2, 3);
  }

  @Test
  void aLostSegmentIsNoticed() throws IOException {
    Files.delete(file(2));
    assertRecovered(TestedFiles.RAW, 3, 3);
  }

  @Test
  void whatIsNoTextAtAllIsRefused() throws IOException {
    Files.write(file(2), new byte[] {0, (byte) 0xff, '\n', '\n', (byte) 0x85, '{'});
    assertRecovered(TestedFiles.RAW, 3, 3);
  }

  @Test
  void anEmptySegmentIsOneThatWasNeverWritten() throws IOException {
    Files.write(file(4), new byte[0]);
    assertRecovered(TestedFiles.RAW, 0, 2, 3);
  }

  @Test
  void aDamagedSnapshotDoesNotHideWhatIsBeforeIt() throws IOException {
    SegmentFiles segments = segments(TestedFiles.RAW);
    new JournalWriter(segments, Uploads.HEADER, JournalReplay.of(segments), 100);
    assertThat(segments.numbers()).containsExactly(1L, 2L, 3L, 4L);
    assertRecovered(TestedFiles.RAW, 0, 2, 3);

    replace(4, "key-2", "key-9");

    assertRecovered(TestedFiles.RAW, 1, 2, 3);
  }

  @Test
  void uploadsAreKeptIfNoHeaderIs() throws IOException {
    for (int number : List.of(1, 2, 3)) {
      replace(number, "run-1", "run-8");
    }

    JournalHeader now = new JournalHeader("run-2", 5, Map.of("--part-size", "1GiB"));
    try (RunJournal journal =
        RunJournal.open(
            TestedFiles.RAW.open(),
            TestedFiles.path(directory),
            now,
            RealMachine.MACHINE.threads())) {
      assertThat(journal.recovered().header()).isEqualTo(now);
      assertThat(journal.recovered().uploads().values())
          .containsExactly(Uploads.upload(2), Uploads.upload(3));
      assertThat(journal.recovered().damaged()).isEqualTo(3);
    }
    assertThat(JournalReplay.of(segments(TestedFiles.RAW)).header()).contains(now);
    assertThat(JournalReplay.of(segments(TestedFiles.RAW)).damaged()).isZero();
  }

  private void assertRecovered(TestedFiles tested, int damaged, int... uploads) throws IOException {
    JournalReplay replay = JournalReplay.of(segments(tested));
    assertThat(replay.header()).contains(Uploads.HEADER);
    assertThat(replay.open().uploads())
        .containsExactlyElementsOf(Arrays.stream(uploads).mapToObj(Uploads::upload).toList());
    assertThat(replay.damaged()).isEqualTo(damaged);
  }

  private void replace(int segment, String old, String now) throws IOException {
    String text = Files.readString(file(segment));
    assertThat(text).contains(old);
    Files.writeString(file(segment), text.replace(old, now));
  }

  private Path file(int segment) {
    return directory.resolve("journal/segment-0000000" + segment + ".jsonl");
  }

  private SegmentFiles segments(TestedFiles tested) {
    return new SegmentFiles(tested.open(), TestedFiles.path(directory));
  }
}
