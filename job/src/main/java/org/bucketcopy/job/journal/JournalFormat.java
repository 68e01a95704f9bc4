package org.bucketcopy.job.journal;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;

/**
 * The format of a journal, a number that the header of each segment names. It is raised whenever a
 * version before would misread what is written, as it does a kind of entry that it does not know.
 * How a header names its format stays the same in all of them: the first line of a segment is a
 * {@link JournalLine} whose record has the members {@code entry} and {@code format}.
 *
 * <ul>
 *   <li>1: its headers name no format.
 *   <li>2: its headers do. All else is as in 1.
 *   <li>3: uploads of files. All else is as in 2. An upload whose parts are uneven has the size of
 *       each as {@code partSizes}; a version before would take all for as large as the first, but
 *       it knows no option that makes such an upload, and does not resume the run of another one.
 * </ul>
 */
final class JournalFormat {
  /** What is written. What is read is this and all before. */
  static final int CURRENT = 3;

  /** That of a header which names none. */
  static final int UNNAMED = 1;

  private JournalFormat() {}

  /**
   * Refuses a segment that this version would misread.
   *
   * @param lines its head, at least the first line
   * @return whether the format is known; not if the header is damaged or cut
   * @throws JournalFormatException if the segment is of a later format
   */
  static boolean requireReadable(Path segment, List<String> lines) throws JournalFormatException {
    Optional<String> format = lines.stream().findFirst().flatMap(JournalLine::formatNamedBy);
    if (format.filter(named -> !isReadable(named)).isPresent()) {
      throw new JournalFormatException(segment, format.orElseThrow());
    }
    return format.isPresent();
  }

  private static boolean isReadable(String format) {
    return IntStream.rangeClosed(UNNAMED, CURRENT)
        .mapToObj(String::valueOf)
        .anyMatch(format::equals);
  }
}
