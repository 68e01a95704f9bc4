package org.bucketcopy.job.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedSet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.bucketcopy.job.files.PrivateFiles;

/**
 * The files of a journal, numbered in the order they were written. A file is written once and never
 * changed.
 */
final class SegmentFiles {
  /** So much of a file shows whose it is. */
  private static final int HEAD_BYTES = 64 * 1024;

  private static final Pattern NAME = Pattern.compile("segment-(\\d{8,18})\\.jsonl");

  private final FileSystem files;
  private final Path directory;
  private volatile boolean made;

  /** The segments of the run in {@code runDirectory}; nothing is made before the first write. */
  SegmentFiles(FileSystem files, Path runDirectory) {
    this.files = plain(files);
    this.directory = new Path(runDirectory, "journal");
  }

  /** {@code files} without the check sums of the local file system, which lose a whole file. */
  static FileSystem plain(FileSystem files) {
    return files instanceof ChecksumFileSystem summed ? summed.getRawFileSystem() : files;
  }

  /** The numbers of the segments that are there; none if the directory is not. */
  ImmutableSortedSet<Long> numbers() throws IOException {
    return numbers(listed());
  }

  private ImmutableSortedSet<Long> numbers(List<FileStatus> found) {
    ImmutableSortedSet.Builder<Long> numbers = ImmutableSortedSet.naturalOrder();
    for (FileStatus file : found) {
      Matcher name = NAME.matcher(file.getPath().getName());
      if (file.isFile() && name.matches()) {
        long number = Long.parseLong(name.group(1));
        if (path(number).getName().equals(name.group())) {
          numbers.add(number);
        }
      }
    }
    return numbers.build();
  }

  /** What is in the directory; nothing if it is not there, and itself if it is a file. */
  private List<FileStatus> listed() throws IOException {
    try {
      return List.of(files.listStatus(directory));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * Makes sure that the directory is neither another's of the same name nor of a later version, by
   * the newest segment whose header can be read.
   *
   * @throws ForeignFileException if there is something in it, and none of it is a segment
   * @throws JournalFormatException if this version would misread it
   */
  void requireOurs() throws IOException {
    List<FileStatus> found = listed();
    boolean ours = found.isEmpty();
    for (long number : numbers(found).descendingSet()) {
      Optional<String> head = head(number);
      if (JournalFormat.requireReadable(path(number), lines(head.orElse("")))) {
        return;
      }
      ours |= head.filter(text -> !isOurs(text)).isEmpty();
    }
    if (!ours) {
      throw new ForeignFileException(found.get(0).getPath());
    }
  }

  /** By what it holds: a line of ours, or what was written of the first. */
  private static boolean isOurs(String head) {
    return JournalLine.START.startsWith(head)
        || lines(head).stream().anyMatch(line -> line.startsWith(JournalLine.START));
  }

  /** The head of a segment; empty if it is damaged, or was deleted as it was void. */
  private Optional<String> head(long number) throws IOException {
    try (InputStream in = files.open(path(number))) {
      return Optional.of(new String(in.readNBytes(HEAD_BYTES), ISO_8859_1));
    } catch (ChecksumException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Where the segment of this number is. */
  Path path(long number) {
    return new Path(directory, String.format(Locale.ROOT, "segment-%08d.jsonl", number));
  }

  /** The lines of a segment, whole or not, one character for each byte. */
  List<String> read(long number) throws IOException {
    try (InputStream in = files.open(path(number))) {
      return lines(new String(in.readAllBytes(), ISO_8859_1));
    }
  }

  private static List<String> lines(String text) {
    String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return lines.isEmpty() ? List.of() : Splitter.on('\n').splitToList(lines);
  }

  /**
   * Writes a segment; it is durable when this returns. After a failure it may be there, whole or in
   * part.
   *
   * @throws IOException also if the number is taken
   */
  void write(long number, List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    makeDirectory();
    try (FSDataOutputStream out = PrivateFiles.createNew(files, path(number))) {
      out.write(text.toString().getBytes(ISO_8859_1));
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
    }
  }

  /** Elsewhere than on file systems with modes, directories come and go with their files. */
  private void makeDirectory() throws IOException {
    if (!made && PrivateFiles.haveModes(files, directory)) {
      PrivateFiles.makeDirectory(files, directory);
    }
    made = true;
  }

  /** Deletes a segment; it does not matter if it is gone. */
  void delete(long number) throws IOException {
    files.delete(path(number), false);
  }

  /** Deletes the directory, unless somebody else has put something into it. */
  void deleteDirectory() throws IOException {
    if (listed().isEmpty()) {
      files.delete(directory, false);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
