package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.manifest.ManifestFormat;
import org.bucketcopy.job.manifest.ManifestSettings;
import picocli.CommandLine.Option;

/** What names the objects of a copy in place of a listing. */
final class ManifestOptions {
  @Option(
      names = "--manifest",
      paramLabel = "PATH",
      converter = PathText.class,
      description =
          "Copy just the objects that this file names, each below --source, and list nothing: CSV,"
              + " JSON lines, a manifest of S3 Batch Operations, Iceberg's list of files, or the"
              + " report of an earlier run, of which what has failed is copied. Any Hadoop path; .gz"
              + " is unzipped.")
  private Optional<String> path = Optional.empty();

  @Option(
      names = "--manifest-format",
      paramLabel = "csv|json",
      converter = FormatConverter.class,
      description = "How it is written (default: as its name ends, and CSV otherwise).")
  private Optional<ManifestFormat> format = Optional.empty();

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  Optional<ManifestSettings> settings() {
    checkArgument(
        path.isPresent() || format.isEmpty(),
        "--manifest-format is for --manifest, which is absent");
    return path.map(
        text ->
            new ManifestSettings(
                text, format.or(() -> ManifestFormat.ofName(text)).orElse(ManifestFormat.CSV)));
  }

  /** Where it is, if there is one. */
  Optional<String> path() {
    return path;
  }

  /** Those that are given, as a user writes them: a run is resumed under the same. */
  Map<String, String> planOptions() {
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    path.ifPresent(text -> options.put("--manifest", text));
    format.ifPresent(kind -> options.put("--manifest-format", Choice.word(kind)));
    return options.buildOrThrow();
  }

  private static final class FormatConverter extends Choice<ManifestFormat> {
    FormatConverter() {
      super(List.of(ManifestFormat.values()));
    }
  }
}
