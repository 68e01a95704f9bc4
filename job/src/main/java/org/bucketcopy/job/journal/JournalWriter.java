package org.bucketcopy.job.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.bucketcopy.planner.model.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a journal's segments and keeps their number small. For one thread at a time. */
final class JournalWriter {
  /** Segments after which a snapshot is taken. */
  static final int MAX_SEGMENTS = 200;

  /**
   * Void segments that are deleted after each one that is written: more than one, so that they
   * become fewer, and few, since a delete can take as long as a write and records wait behind it.
   */
  private static final int DELETED_AT_A_TIME = 2;

  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  private final SegmentFiles files;
  private final JournalHeader header;
  private final int maxSegments;
  private final OpenRecords open;
  private final Deque<Long> written = new ArrayDeque<>();
  private final Deque<Long> obsolete = new ArrayDeque<>();
  private long nextNumber;
  private long nextSequence;

  /**
   * Starts with a snapshot of what was recovered.
   *
   * @param replay what the segments say that are there
   * @param maxSegments number of segments at which a snapshot is taken
   * @throws IOException if the snapshot cannot be written
   */
  JournalWriter(SegmentFiles files, JournalHeader header, JournalReplay replay, int maxSegments)
      throws IOException {
    this.files = files;
    this.header = header;
    this.maxSegments = maxSegments;
    this.open = new OpenRecords(replay.open());
    this.written.addAll(replay.numbers());
    this.nextNumber = written.isEmpty() ? 1 : written.getLast() + 1;
    this.nextSequence = replay.nextSequence();
    snapshot();
  }

  /** Writes the entries as one segment; they are durable when this returns. */
  void append(List<JournalEntry> entries) throws IOException {
    write(entries);
    entries.forEach(open::apply);
  }

  /** Takes a snapshot if there are many segments, and deletes some that are void. */
  void tidy() throws IOException {
    if (written.size() >= maxSegments) {
      snapshot();
    }
    for (int i = 0; i < DELETED_AT_A_TIME && !obsolete.isEmpty(); i++) {
      delete(obsolete.removeFirst());
    }
  }

  /**
   * Ends the journal and removes it. The last segment goes last, so that a journal which is half
   * removed says so.
   */
  void finish() throws IOException {
    write(List.of(new JournalEntry.Finished()));
    for (long number : files.numbers()) {
      files.delete(number);
    }
    files.deleteDirectory();
  }

  private void snapshot() throws IOException {
    List<Long> before = List.copyOf(written);
    List<JournalEntry> entries = open.entries();
    entries.add(new JournalEntry.Snapshot(entries.size()));
    write(entries);
    obsolete.addAll(before);
    written.removeAll(before);
  }

  private void write(List<JournalEntry> entries) throws IOException {
    List<String> lines = new ArrayList<>();
    Stream.concat(Stream.of(new JournalEntry.Header(header)), entries.stream())
        .forEach(entry -> lines.add(new JournalLine(nextSequence++, entry).text()));
    files.write(nextNumber, lines);
    written.addLast(nextNumber);
    nextNumber++;
  }

  /** A void segment that stays does no harm; the next snapshot or the next run tries again. */
  private void delete(long number) {
    try {
      files.delete(number);
    } catch (IOException e) {
      LOG.warn(
          "{} could not be deleted, nor is it needed: {}", files.path(number), Printable.of(e));
    }
  }
}
