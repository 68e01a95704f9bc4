package org.bucketcopy.job.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bucketcopy.planner.store.UploadHandle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After any number of operations, what a journal recovers is what a map in memory holds. */
final class JournalModelTest {
  private static final int MOST_SEGMENTS = 4;

  private final Path directory;

  JournalModelTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void recoversWhatTheModelHolds(long seed) throws IOException {
    Random random = new Random(seed);
    SegmentFiles segments =
        new SegmentFiles(TestedFiles.OBJECT_STORE.open(), TestedFiles.path(directory));
    Map<UploadHandle, UploadRecord> model = new LinkedHashMap<>();
    JournalWriter writer = writer(segments);
    for (int step = 0; step < 60; step++) {
      if (random.nextInt(8) == 0) {
        writer = writer(segments);
      } else {
        writer.append(batch(random, step * 10, model));
      }
      assertThat(open(segments)).isEqualTo(List.copyOf(model.values()));
      if (random.nextInt(4) > 0) {
        writer.tidy();
        assertThat(open(segments)).isEqualTo(List.copyOf(model.values()));
      }
    }
    writer.tidy();
    assertThat(segments.numbers()).hasSizeLessThan(20);
  }

  private static List<JournalEntry> batch(
      Random random, int firstNumber, Map<UploadHandle, UploadRecord> model) {
    List<JournalEntry> batch = new ArrayList<>();
    int size = 1 + random.nextInt(5);
    for (int i = 0; i < size; i++) {
      if (model.isEmpty() || random.nextBoolean()) {
        UploadRecord upload = Uploads.upload(firstNumber + i);
        model.put(upload.handle(), upload);
        batch.add(new JournalEntry.Initiated(upload));
      } else {
        List<UploadHandle> open = List.copyOf(model.keySet());
        UploadHandle ended = open.get(random.nextInt(open.size()));
        model.remove(ended);
        batch.add(new JournalEntry.Ended(ended));
      }
    }
    return batch;
  }

  private static JournalWriter writer(SegmentFiles segments) throws IOException {
    return new JournalWriter(segments, Uploads.HEADER, JournalReplay.of(segments), MOST_SEGMENTS);
  }

  private static List<UploadRecord> open(SegmentFiles segments) throws IOException {
    JournalReplay replay = JournalReplay.of(segments);
    assertThat(replay.damaged()).isZero();
    assertThat(replay.header()).contains(Uploads.HEADER);
    return List.copyOf(replay.open().values());
  }
}
