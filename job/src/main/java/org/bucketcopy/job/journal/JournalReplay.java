package org.bucketcopy.job.journal;

import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal: from the newest complete snapshot on, every record that can be read counts. The
 * others are reported in the log.
 */
final class JournalReplay {
  private static final Logger LOG = LoggerFactory.getLogger(JournalReplay.class);

  private final SegmentFiles files;
  private final ImmutableSortedSet<Long> numbers;
  private final OpenRecords open = new OpenRecords();
  private Optional<JournalHeader> header = Optional.empty();
  private Optional<Long> last = Optional.empty();
  private int damagedSinceLast;
  private int damaged;

  private JournalReplay(SegmentFiles files, ImmutableSortedSet<Long> numbers) {
    this.files = files;
    this.numbers = numbers;
  }

  /**
   * Reads the segments that are there.
   *
   * @throws JournalFormatException if one is of a later format
   * @throws IOException if one cannot be reached
   */
  static JournalReplay of(SegmentFiles files) throws IOException {
    JournalReplay replay = new JournalReplay(files, files.numbers());
    Deque<Segment> segments = new ArrayDeque<>();
    for (long number : replay.numbers.descendingSet()) {
      segments.addFirst(read(files, number));
      if (segments.getFirst().complete()) {
        break;
      }
    }
    segments.forEach(replay::replay);
    return replay;
  }

  private static Segment read(SegmentFiles files, long number) throws IOException {
    try {
      List<String> lines = files.read(number);
      JournalFormat.requireReadable(files.path(number), lines);
      return Segment.of(number, lines);
    } catch (ChecksumException e) {
      return new Segment(number, List.of(Optional.empty()));
    }
  }

  /** The segments that are there, read or not. */
  ImmutableSortedSet<Long> numbers() {
    return numbers;
  }

  /** The run's header; empty if there is no journal, or none of its headers can be read. */
  Optional<JournalHeader> header() {
    return header;
  }

  /** What is open. */
  OpenRecords open() {
    return open;
  }

  /** Number of records that could not be read. */
  int damaged() {
    return damaged;
  }

  /** The sequence number of the next record to be written. */
  long nextSequence() {
    return last.orElse(0L) + 1;
  }

  private void replay(Segment segment) {
    Path path = files.path(segment.number());
    for (int i = 0; i < segment.lines().size(); i++) {
      Optional<JournalLine> line = segment.lines().get(i);
      if (line.isPresent()) {
        noticeMissing(line.orElseThrow().sequence(), path);
        apply(line.orElseThrow().entry());
      } else {
        damaged++;
        damagedSinceLast++;
        LOG.warn(
            "{}, line {} is damaged: what it recorded is looked at or done again", path, i + 1);
      }
    }
  }

  private void noticeMissing(long sequence, Path path) {
    long missing = last.map(number -> sequence - number - 1 - damagedSinceLast).orElse(0L);
    if (missing > 0) {
      damaged += (int) missing;
      LOG.warn(
          "{} records are missing before {}: what they recorded is looked at or done again",
          missing,
          path);
    }
    last = Optional.of(sequence);
    damagedSinceLast = 0;
  }

  private void apply(JournalEntry entry) {
    open.apply(entry);
    if (entry instanceof JournalEntry.Header found) {
      header = header.or(() -> Optional.of(found.header()));
    } else if (entry instanceof JournalEntry.Finished) {
      header = Optional.empty();
    }
  }
}
