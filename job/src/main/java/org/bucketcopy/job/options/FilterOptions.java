package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.planner.plan.EntryFilter;
import org.bucketcopy.planner.plan.ObjectFilter;
import org.bucketcopy.planner.plan.SizeLimits;
import org.bucketcopy.planner.plan.TimeLimits;
import picocli.CommandLine.Option;

/** Which entries of a source are taken. */
final class FilterOptions {
  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description =
          "Only what matches, below the source; repeatable. * stops at /, ** does"
              + " not; ? [a-z] {a,b} and \\ are as in rclone; a leading / ties the pattern to the"
              + " prefix.")
  private List<String> includes = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Leave out what matches, even if included; repeatable.")
  private List<String> excludes = List.of();

  @Option(
      names = "--include-from",
      paramLabel = "PATH",
      converter = PathText.class,
      description =
          "A file of patterns for --include, one a line, on any Hadoop file system; empty lines and"
              + " those that begin with # are skipped; repeatable.")
  private List<String> includeFiles = List.of();

  @Option(
      names = "--exclude-from",
      paramLabel = "PATH",
      converter = PathText.class,
      description = "A file of patterns for --exclude, as with --include-from; repeatable.")
  private List<String> excludeFiles = List.of();

  @Option(
      names = "--min-size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Only what has this size or more: 1B, 64MiB.")
  private Optional<ByteSize> minSize = Optional.empty();

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Only what has this size or less.")
  private Optional<ByteSize> maxSize = Optional.empty();

  @Option(
      names = "--newer-than",
      paramLabel = "TIME",
      converter = PointInTime.Converter.class,
      description =
          "Only what was written then or later: an age at the start of the run, such as 36h or 7d,"
              + " or a time, such as 2026-01-31T00:00:00Z.")
  private Optional<PointInTime> newerThan = Optional.empty();

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = PointInTime.Converter.class,
      description = "Only what was written before then, as with --newer-than.")
  private Optional<PointInTime> olderThan = Optional.empty();

  @Option(
      names = SOURCE_STORAGE_CLASS,
      paramLabel = "NAME",
      description =
          "Only objects in this storage class, as the source's store spells it; repeatable. An"
              + " object whose class the listing does not name is in STANDARD.")
  private List<String> storageClasses = List.of();

  /** The filter that files do not have. */
  static final String SOURCE_STORAGE_CLASS = "--source-storage-class";

  private Patterns read = Patterns.NONE;
  private Instant start = Instant.EPOCH;

  /**
   * The patterns of files.
   *
   * @param includes of {@code --include-from}
   * @param excludes of {@code --exclude-from}
   */
  private record Patterns(List<String> includes, List<String> excludes) {
    static final Patterns NONE = new Patterns(List.of(), List.of());
  }

  /**
   * Reads the files of patterns. Before that, there is nothing in them.
   *
   * @param configuration of their file systems
   * @param start of the run, which ages are measured from
   * @throws IllegalArgumentException if a file cannot be read, or a pattern in it is wrong; names
   *     the file and the line
   */
  void begin(Configuration configuration, Instant start) {
    this.start = start;
    this.read =
        new Patterns(
            patterns("--include-from", includeFiles, configuration),
            patterns("--exclude-from", excludeFiles, configuration));
  }

  private static List<String> patterns(
      String option, List<String> files, Configuration configuration) {
    List<String> patterns = new ArrayList<>();
    files.forEach(path -> patterns.addAll(new PatternFile(option, path).read(configuration)));
    return patterns;
  }

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException if a pattern is wrong, or limits contradict each other
   */
  EntryFilter filter() {
    storageClasses.forEach(
        name -> checkArgument(!name.isBlank(), "%s is empty", SOURCE_STORAGE_CLASS));
    return new EntryFilter(
        ObjectFilter.of(
            Stream.concat(includes.stream(), read.includes().stream()).toList(),
            Stream.concat(excludes.stream(), read.excludes().stream()).toList()),
        new SizeLimits(bytes(minSize), bytes(maxSize)),
        new TimeLimits(
            newerThan.map(time -> time.startedAt(start)),
            olderThan.map(time -> time.startedAt(start))),
        new TreeSet<>(storageClasses));
  }

  private static OptionalLong bytes(Optional<ByteSize> size) {
    return size.map(ByteSize::bytes).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /**
   * Those that decide what is taken, as a user writes them; of files what they hold. Runs that were
   * started before there was an option are resumed with its default.
   */
  Map<String, String> planOptions() {
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    options.put("--include", String.join(" ", includes));
    options.put("--exclude", String.join(" ", excludes));
    if (!includeFiles.isEmpty()) {
      options.put("--include-from", PatternFile.summary(read.includes()));
    }
    if (!excludeFiles.isEmpty()) {
      options.put("--exclude-from", PatternFile.summary(read.excludes()));
    }
    minSize.ifPresent(size -> options.put("--min-size", size.bytes() + "B"));
    maxSize.ifPresent(size -> options.put("--max-size", size.bytes() + "B"));
    newerThan.ifPresent(time -> options.put("--newer-than", time.text()));
    olderThan.ifPresent(time -> options.put("--older-than", time.text()));
    if (!storageClasses.isEmpty()) {
      options.put(SOURCE_STORAGE_CLASS, String.join(" ", new TreeSet<>(storageClasses)));
    }
    return options.buildOrThrow();
  }
}
