package org.bucketcopy.job.journal;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.journal.JournalEntry.Copied;
import org.bucketcopy.job.journal.JournalEntry.Distrusted;
import org.bucketcopy.job.journal.JournalEntry.Finished;
import org.bucketcopy.job.journal.JournalEntry.Initiated;
import org.bucketcopy.job.journal.JournalEntry.Intended;
import org.bucketcopy.job.journal.JournalEntry.Snapshot;

/**
 * A segment as it was read.
 *
 * @param number its place in the row
 * @param lines what its lines say; empty for one that is damaged or cut
 */
record Segment(long number, List<Optional<JournalLine>> lines) {
  Segment {
    lines = ImmutableList.copyOf(lines);
  }

  static Segment of(long number, List<String> text) {
    return new Segment(number, text.stream().map(JournalLine::parse).toList());
  }

  /**
   * Whether all before this segment is void: it is a snapshot in which nothing is missing, or says
   * that the run has finished.
   */
  boolean complete() {
    if (lines.isEmpty()) {
      return false;
    }
    long records =
        lines.stream()
            .flatMap(Optional::stream)
            .map(JournalLine::entry)
            .filter(
                entry ->
                    entry instanceof Initiated
                        || entry instanceof Intended
                        || entry instanceof Copied
                        || entry instanceof Distrusted)
            .count();
    return lines
        .get(lines.size() - 1)
        .map(JournalLine::entry)
        .filter(
            last ->
                last instanceof Finished
                    || (last instanceof Snapshot snapshot && snapshot.records() == records))
        .isPresent();
  }
}
