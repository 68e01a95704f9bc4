package org.bucketcopy.job.options;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.report.ProgressMode;
import org.bucketcopy.job.run.RequestSettings;
import org.bucketcopy.job.run.RunSettings;
import org.bucketcopy.job.stores.AccessTerms;
import org.bucketcopy.job.verify.Checks;
import org.bucketcopy.job.verify.Place;
import org.bucketcopy.job.verify.Sides;
import org.bucketcopy.job.verify.VerifySettings;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.verify.MetadataAspect;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify}: proves that a destination has what its source has. */
@Command(
    name = "verify",
    description = {
      "Proves that a destination has what its source has, whoever has copied it.",
      "Exit code 4 if something is missing or differs."
    },
    sortOptions = false)
public final class VerifyCommand implements CommandOptions {
  @Spec private CommandSpec spec;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "URI",
      converter = PlaceConverter.class,
      description =
          "What should be there: s3://bucket/ or s3://bucket/prefix/, s3://bucket/key for a single"
              + " object, or a directory or file of any Hadoop file system.")
  private Place source;

  @Option(
      names = "--destination",
      required = true,
      paramLabel = "URI",
      converter = PlaceConverter.class,
      description = "Where it should be; of the two, one at least is in a bucket.")
  private Place destination;

  @Option(
      names = "--level",
      paramLabel = "listing|checksum|bytes",
      converter = LevelConverter.class,
      defaultValue = "checksum",
      description =
          "How deep to look: by the listings alone; by the checksums that the stores have (files"
              + " are read); or by the bytes, where nothing else decides (default:"
              + " ${DEFAULT-VALUE}).")
  private Checks.Level level;

  @Option(
      names = "--all",
      description = "With --level bytes: read all objects, also those that checksums prove equal.")
  private boolean all;

  @Option(
      names = "--metadata",
      paramLabel = "headers|user|tags|class",
      split = ",",
      converter = AspectConverter.class,
      description = "Compare these too, separated by commas; buckets only.")
  private List<MetadataAspect> metadata = List.of();

  @Option(
      names = "--extra",
      paramLabel = "report|fail|ignore",
      converter = ExtraConverter.class,
      defaultValue = "report",
      description =
          "What to do with what only the destination has: report it; report it and fail; or leave"
              + " it out (default: ${DEFAULT-VALUE}).")
  private Checks.Extra extra;

  @Mixin private FilterOptions filters = new FilterOptions();

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "0",
      description = "Requests in flight of each executor (default: 64 for each of its cores).")
  private int inFlight;

  @Option(
      names = "--max-requests-per-second",
      paramLabel = "N",
      defaultValue = "0",
      description = "Maximum requests per second to either bucket (default: no limit).")
  private int maxRequestsPerSecond;

  @Option(
      names = "--dry-run",
      description = "Say how many requests and bytes it would take at most; compare nothing.")
  private boolean dryRun;

  @Option(
      names = "--run-dir",
      paramLabel = "PATH",
      converter = PathText.class,
      description = "Directory for the findings and what repairs them, on any Hadoop file system.")
  private Optional<String> runDirectory = Optional.empty();

  @Option(
      names = "--break-lock",
      description =
          "Take the run directory even from a run that seems to be alive. Only if it is certain"
              + " that it is dead.")
  private boolean breakLock;

  @Option(
      names = "--max-duration",
      paramLabel = "TIME",
      converter = TimeSpan.Converter.class,
      description = "End the run after this time: 90m, 6h.")
  private Optional<TimeSpan> maxDuration = Optional.empty();

  @Option(
      names = "--fail-if-empty",
      description = "Fail with exit code 3 if there is nothing to compare.")
  private boolean failIfEmpty;

  @Option(
      names = "--request-payer",
      description = "Agree to pay for all requests, where the buckets let the requester pay.")
  private boolean requestPayer;

  @Mixin private SharedOptions shared = new SharedOptions();

  /**
   * The settings that the options make.
   *
   * @throws ParameterException if they contradict each other
   */
  public VerifySettings settings() {
    return CheckedOptions.of(
        spec,
        () ->
            new VerifySettings(
                new Sides(source, destination),
                new Checks(level, all, ImmutableSet.copyOf(metadata), extra, filters.filter()),
                dryRun,
                new RequestSettings(inFlight, maxRequestsPerSecond, 0, shared.retries()),
                new RunSettings(
                    runDirectory,
                    breakLock,
                    planOptions(),
                    OptionalLong.empty(),
                    maxDuration.map(TimeSpan::duration),
                    failIfEmpty)));
  }

  private Map<String, String> planOptions() {
    return ImmutableMap.<String, String>builder()
        .put("command", "verify")
        .put("--source", source.uri())
        .put("--destination", destination.uri())
        .put("--level", Choice.word(level))
        .put("--all", String.valueOf(all))
        .put(
            "--metadata",
            metadata.stream().map(Choice::word).sorted().collect(Collectors.joining(",")))
        .put("--extra", Choice.word(extra))
        .putAll(filters.planOptions())
        .buildOrThrow();
  }

  /**
   * Settings of the buckets' stores that the options make, by Hadoop's names.
   *
   * @throws ParameterException as {@link #settings}
   */
  public Map<String, String> storeSettings() {
    AccessTerms terms = new AccessTerms(Optional.empty(), Optional.empty(), requestPayer);
    ImmutableMap.Builder<String, String> stores = ImmutableMap.builder();
    for (Bucket bucket : settings().sides().buckets()) {
      stores.putAll(AccessOptions.settings(bucket, terms));
    }
    return stores.buildOrThrow();
  }

  @Override
  public void begin(Configuration configuration, Instant start) {
    CheckedOptions.run(spec, () -> filters.begin(configuration, start));
  }

  @Override
  public Optional<String> summaryPath() {
    return shared.summaryPath();
  }

  @Override
  public Optional<ProgressMode> progress() {
    return shared.progress();
  }

  @Override
  public List<String> paths() {
    Stream<String> files =
        Stream.of(source, destination)
            .filter(Place.Files.class::isInstance)
            .map(place -> ((Place.Files) place).path());
    return Stream.concat(files, Stream.of(summaryPath(), runDirectory).flatMap(Optional::stream))
        .toList();
  }

  /** What is of no store is of a file system. */
  private static final class PlaceConverter implements ITypeConverter<Place> {
    /** By these a store is meant, whatever file system of the same name there is. */
    private static final Set<String> SCHEMES = Set.of("s3", "s3a", "s3n", "oss", "bos");

    @Override
    public Place convert(String text) throws Exception {
      int scheme = text.indexOf("://");
      return scheme > 0 && SCHEMES.contains(text.substring(0, scheme))
          ? new Place.Objects(new StoreUri.AnyConverter().convert(text).prefix())
          : new Place.Files(new PathText().convert(text));
    }
  }

  private static final class LevelConverter extends Choice<Checks.Level> {
    LevelConverter() {
      super(List.of(Checks.Level.values()));
    }
  }

  private static final class AspectConverter extends Choice<MetadataAspect> {
    AspectConverter() {
      super(List.of(MetadataAspect.values()));
    }
  }

  private static final class ExtraConverter extends Choice<Checks.Extra> {
    ExtraConverter() {
      super(List.of(Checks.Extra.values()));
    }
  }
}
