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
  private static final int MAX_SEGMENTS = 4;

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
    Model model = new Model();
    JournalWriter writer = writer(segments);
    for (int step = 0; step < 60; step++) {
      if (random.nextInt(8) == 0) {
        writer = writer(segments);
      } else {
        writer.append(batch(random, step * 10, model));
      }
      model.assertRecoveredFrom(segments);
      if (random.nextInt(4) > 0) {
        writer.tidy();
        model.assertRecoveredFrom(segments);
      }
    }
    writer.tidy();
    assertThat(segments.numbers()).hasSizeLessThan(20);
  }

  private static List<JournalEntry> batch(Random random, int firstNumber, Model model) {
    List<JournalEntry> batch = new ArrayList<>();
    int size = 1 + random.nextInt(5);
    for (int i = 0; i < size; i++) {
      batch.add(model.next(random, firstNumber + i));
    }
    return batch;
  }

  /** What is open, kept in the simplest way. */
  private static final class Model {
    final Map<UploadIntent, UploadRecord> intents = new LinkedHashMap<>();
    final Map<UploadHandle, UploadRecord> uploads = new LinkedHashMap<>();

    JournalEntry next(Random random, int number) {
      int choice = random.nextInt(4);
      if (choice == 0 && !intents.isEmpty()) {
        UploadRecord upload = intents.remove(any(random, intents));
        uploads.put(upload.handle(), upload);
        return new JournalEntry.Initiated(upload);
      }
      if (choice == 1 && !intents.isEmpty()) {
        UploadIntent withdrawn = any(random, intents);
        intents.remove(withdrawn);
        return new JournalEntry.Withdrawn(withdrawn.token());
      }
      if (choice == 2 && !uploads.isEmpty()) {
        UploadHandle ended = any(random, uploads);
        uploads.remove(ended);
        return new JournalEntry.Ended(ended);
      }
      intents.put(Uploads.intent(number), Uploads.upload(number));
      return new JournalEntry.Intended(Uploads.intent(number));
    }

    private static <K> K any(Random random, Map<K, ?> map) {
      return List.copyOf(map.keySet()).get(random.nextInt(map.size()));
    }

    void assertRecoveredFrom(SegmentFiles segments) throws IOException {
      JournalReplay replay = JournalReplay.of(segments);
      assertThat(replay.damaged()).isZero();
      assertThat(replay.header()).contains(Uploads.HEADER);
      assertThat(replay.open().uploads()).isEqualTo(List.copyOf(uploads.values()));
      assertThat(replay.open().intents()).isEqualTo(List.copyOf(intents.keySet()));
    }
  }

  private static JournalWriter writer(SegmentFiles segments) throws IOException {
    return new JournalWriter(segments, Uploads.HEADER, JournalReplay.of(segments), MAX_SEGMENTS);
  }
}
