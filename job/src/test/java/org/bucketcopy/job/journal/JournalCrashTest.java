package org.bucketcopy.job.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bucketcopy.job.journal.FaultyFileSystem.Death;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The driver dies at each step that changes a file, with nothing, a half or all of that step done,
 * and the one that comes next dies at one of its first steps too. What was reported as durable is
 * there, and nothing else but what was being written.
 */
final class JournalCrashTest {
  private static final int MAX_SEGMENTS = 3;
  private static final int UPLOADS = 7;
  private static final int SECOND_DEATHS = 4;

  private final Path directory;

  JournalCrashTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** What the journal must hold, and what it may hold or lack since it was being written. */
  private static final class Known {
    private final Set<UploadRecord> open = new HashSet<>();
    private final Set<UploadRecord> unsure = new HashSet<>();

    private void initiate(JournalWriter writer, UploadRecord... uploads) throws IOException {
      unsure.addAll(List.of(uploads));
      writer.append(
          List.of(uploads).stream().<JournalEntry>map(JournalEntry.Initiated::new).toList());
      unsure.removeAll(List.of(uploads));
      open.addAll(List.of(uploads));
      writer.tidy();
    }

    private void end(JournalWriter writer, UploadRecord upload) throws IOException {
      unsure.add(upload);
      open.remove(upload);
      writer.append(List.of(new JournalEntry.Ended(upload.handle())));
      unsure.remove(upload);
      writer.tidy();
    }

    private void finish(JournalWriter writer) throws IOException {
      unsure.addAll(open);
      open.clear();
      writer.finish();
      unsure.clear();
    }

    private void check(SegmentFiles segments) throws IOException {
      JournalReplay replay = JournalReplay.of(segments);
      Set<UploadRecord> found = Set.copyOf(replay.open().uploads());
      assertThat(found).containsAll(open).isSubsetOf(Sets.union(open, unsure));
      assertThat(replay.header().isPresent() || found.isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Death.class)
  void nothingDurableIsLostAndNothingEndedComesBack(Death death) throws IOException {
    int steps = stepsOfAWholeRun();
    assertThat(steps).isGreaterThan(25);
    for (int first = 0; first < steps; first++) {
      dieTwice(directory.resolve(death + "-" + first), first, first % SECOND_DEATHS, death);
    }
  }

  private void dieTwice(Path run, int first, int second, Death death) throws IOException {
    FaultyFileSystem files = TestedFiles.faulty();
    SegmentFiles segments = new SegmentFiles(files, TestedFiles.path(run));
    Known known = new Known();
    for (int steps : List.of(first, second)) {
      files.dieAfter(steps, death);
      try {
        run(segments, known);
      } catch (IOException e) {
        assertThat(e.getMessage()).isIn("died", "dead");
      }
      files.recover();
      known.check(segments);
    }
    run(segments, known);
    assertThat(segments.numbers()).isEmpty();
    assertThat(run.resolve("journal")).doesNotExist();
  }

  private int stepsOfAWholeRun() throws IOException {
    FaultyFileSystem files = TestedFiles.faulty();
    run(new SegmentFiles(files, TestedFiles.path(directory.resolve("whole"))), new Known());
    return files.steps();
  }

  /** A run, or what is left of it: ends what it finds, then starts and ends some more. */
  private static void run(SegmentFiles segments, Known known) throws IOException {
    JournalReplay replay = JournalReplay.of(segments);
    JournalWriter writer = new JournalWriter(segments, Uploads.HEADER, replay, MAX_SEGMENTS);
    known.unsure.clear();
    known.open.clear();
    known.open.addAll(replay.open().uploads());
    for (UploadRecord found : List.copyOf(replay.open().uploads())) {
      known.end(writer, found);
    }
    known.initiate(writer, Uploads.upload(100), Uploads.upload(101), Uploads.upload(102));
    for (int i = 0; i < UPLOADS; i++) {
      known.initiate(writer, Uploads.upload(i));
      if (i > 1) {
        known.end(writer, Uploads.upload(i - 2));
      }
    }
    known.finish(writer);
  }
}
