package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.report.ProgressMode;
import org.bucketcopy.job.run.Ends;
import org.bucketcopy.job.run.RequestSettings;
import org.bucketcopy.job.run.RunSettings;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.PlanSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every command has that transfers. */
final class TransferOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--part-size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      defaultValue = "128MiB",
      description =
          "Wanted size of a part (default: ${DEFAULT-VALUE}); larger where the store's limits need"
              + " it.")
  private ByteSize partSize;

  @Option(
      names = "--multipart-threshold",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      defaultValue = "192MiB",
      description =
          "What has this size or more goes by parts, what is smaller by one request"
              + " (default: ${DEFAULT-VALUE}).")
  private ByteSize multipartThreshold;

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
      description =
          "Maximum requests per second to the destination's bucket, all executors and the driver"
              + " together (default: no limit).")
  private int maxRequestsPerSecond;

  @Option(
      names = "--dry-run",
      description =
          "Say how many objects, bytes, parts and requests it would be; transfer nothing.")
  private boolean dryRun;

  @Option(
      names = "--run-dir",
      paramLabel = "PATH",
      converter = PathText.class,
      description =
          "Directory for journal and report of this run, on any Hadoop file system. The same"
              + " directory again resumes a run that has not succeeded.")
  private Optional<String> runDirectory;

  @Option(
      names = "--break-lock",
      description =
          "Take the run directory even from a run that seems to be alive. Only if it is certain"
              + " that it is dead.")
  private boolean breakLock;

  @Option(
      names = "--max-failures",
      paramLabel = "N",
      description = "End the run when N objects have failed.")
  private Optional<Long> maxFailures = Optional.empty();

  @Option(
      names = "--max-duration",
      paramLabel = "TIME",
      converter = TimeSpan.Converter.class,
      description = "End the run after this time: 90m, 6h.")
  private Optional<TimeSpan> maxDuration = Optional.empty();

  @Option(
      names = "--fail-if-empty",
      description =
          "Fail with exit code 3 if there is nothing under the source, or the filters leave"
              + " nothing; otherwise that is a warning.")
  private boolean failIfEmpty;

  @Mixin private AccessOptions access = new AccessOptions();

  @Mixin private OssCallbackOptions callback = new OssCallbackOptions();

  @Mixin private SharedOptions shared = new SharedOptions();

  /**
   * The settings that the options make.
   *
   * @param ends from where to where
   * @param etags what is wanted of the ETags of objects
   * @param others options of the command that decide what is transferred, as a user writes them
   * @param maxBytesPerSecond maximum number of bytes that are sent in a second; 0 for no limit
   * @throws IllegalArgumentException if they contradict each other
   */
  TransferSettings settings(
      Ends ends, EtagRule etags, Map<String, String> others, long maxBytesPerSecond) {
    checkArgument(
        !etags.keeps() || !spec.commandLine().getParseResult().hasMatchedOption("--part-size"),
        "--keep-etag and --part-size exclude each other: the parts of a source decide its ETag, so"
            + " that its copy is made of the same ones");
    return new TransferSettings(
        dryRun ? TransferSettings.Mode.DRY_RUN : TransferSettings.Mode.TRANSFER,
        ends,
        selection.selection(etags),
        new PlanSettings(partSize.bytes(), multipartThreshold.bytes(), etags),
        new RequestSettings(inFlight, maxRequestsPerSecond, maxBytesPerSecond, shared.retries()),
        new RunSettings(
            runDirectory,
            breakLock,
            planOptions(ends, others),
            maxFailures.map(OptionalLong::of).orElse(OptionalLong.empty()),
            maxDuration.map(TimeSpan::duration),
            failIfEmpty));
  }

  private Map<String, String> planOptions(Ends ends, Map<String, String> others) {
    return ImmutableMap.<String, String>builder()
        .put("--source", ends.source())
        .put("--destination", ends.destination().uri())
        .putAll(selection.filters().planOptions())
        .put("--part-size", partSize.bytes() + "B")
        .put("--multipart-threshold", multipartThreshold.bytes() + "B")
        .putAll(selection.planOptions())
        .putAll(access.planOptions())
        .putAll(others)
        .buildOrThrow();
  }

  /**
   * Settings of stores that the options make, by Hadoop's names.
   *
   * @param sources buckets that are read
   * @throws ParameterException if the destination's store does not have them
   */
  Map<String, String> storeSettings(List<Bucket> sources, Bucket destination) {
    return checked(
        () ->
            ImmutableMap.<String, String>builder()
                .putAll(access.settings(sources, destination))
                .putAll(callback.settings(destination))
                .buildOrThrow());
  }

  /**
   * What {@code options} makes of the command line.
   *
   * @throws ParameterException if they contradict each other
   */
  <T> T checked(Supplier<T> options) {
    return CheckedOptions.of(spec, options);
  }

  /**
   * As {@link CommandOptions#begin}.
   *
   * @throws ParameterException as there
   */
  void begin(Configuration configuration, Instant start) {
    CheckedOptions.run(spec, () -> selection.filters().begin(configuration, start));
  }

  /** Where the summary is written beside standard output. */
  Optional<String> summaryPath() {
    return shared.summaryPath();
  }

  /** How to show how far the command is; empty for what suits standard error. */
  Optional<ProgressMode> progress() {
    return shared.progress();
  }

  /** Every path that was given. */
  List<String> paths() {
    return Stream.of(summaryPath(), runDirectory).flatMap(Optional::stream).toList();
  }
}
