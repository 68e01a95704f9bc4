package org.bucketcopy.job.options;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.copy.RequestSettings;
import org.bucketcopy.job.copy.RunSettings;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectFilter;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.KeyMapping;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code copy}: copies all objects under a prefix to another prefix, server-side. */
@Command(
    name = "copy",
    description = "Copies all objects under a prefix to another prefix, server-side.",
    sortOptions = false)
public final class CopyCommand implements CommandOptions {
  @Spec private CommandSpec spec;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "URI",
      converter = StoreUri.Converter.class,
      description = "What to copy: s3://bucket/ or s3://bucket/prefix/.")
  private StoreUri source;

  @Option(
      names = "--destination",
      required = true,
      paramLabel = "URI",
      converter = StoreUri.Converter.class,
      description = "Where to copy it.")
  private StoreUri destination;

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description =
          "Copy only what matches, below the source's prefix; repeatable. * stops at /, ** does"
              + " not; ? [a-z] {a,b} and \\ are as in rclone; a leading / ties the pattern to the"
              + " prefix.")
  private List<String> includes = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Leave out what matches, even if included; repeatable.")
  private List<String> excludes = List.of();

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
          "Objects of this size and above are copied by parts, smaller ones by one CopyObject"
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
      names = "--if-exists",
      paramLabel = "skip|overwrite|fail",
      converter = IfExistsConverter.class,
      defaultValue = "skip",
      description =
          "What to do with an object that is there: skip it if it has the same size and the same"
              + " ETag or is not older, and overwrite it otherwise; always overwrite; or fail"
              + " (default: ${DEFAULT-VALUE}).")
  private IfExists ifExists;

  @Option(
      names = "--tags",
      paramLabel = "required|if-allowed|none",
      converter = TagRuleConverter.class,
      defaultValue = "if-allowed",
      description =
          "What to do with an object whose tags may not be read or written: fail it; copy it"
              + " without them and report it; or copy no tags of any object (default:"
              + " ${DEFAULT-VALUE}).")
  private TagRule tags;

  @Option(
      names = "--dry-run",
      description = "Say how many objects, bytes, parts and requests it would be; copy nothing.")
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
          "Fail with exit code 3 if there is no object under the source, or the filters leave none;"
              + " otherwise that is a warning.")
  private boolean failIfEmpty;

  @Mixin private OssCallbackOptions callback = new OssCallbackOptions();

  @Mixin private SharedOptions shared = new SharedOptions();

  /**
   * The settings that the options make.
   *
   * @throws ParameterException if they contradict each other
   */
  public CopySettings settings() {
    try {
      return new CopySettings(
          dryRun ? CopySettings.Mode.DRY_RUN : CopySettings.Mode.COPY,
          new KeyMapping(source.prefix(), destination.prefix()),
          ObjectFilter.of(includes, excludes),
          new PlanSettings(partSize.bytes(), multipartThreshold.bytes()),
          new CopyRules(ifExists, tags),
          new RequestSettings(inFlight, maxRequestsPerSecond, shared.retries()),
          new RunSettings(
              runDirectory,
              breakLock,
              planOptions(),
              maxFailures.map(OptionalLong::of).orElse(OptionalLong.empty()),
              maxDuration.map(TimeSpan::duration),
              failIfEmpty));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Map<String, String> planOptions() {
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    options
        .put("--source", source.prefix().uri())
        .put("--destination", destination.prefix().uri())
        .put("--include", String.join(" ", includes))
        .put("--exclude", String.join(" ", excludes))
        .put("--part-size", partSize.bytes() + "B")
        .put("--multipart-threshold", multipartThreshold.bytes() + "B")
        .put("--if-exists", Choice.word(ifExists));
    // Runs that were started before there was the option are resumed with its default.
    if (tags != TagRule.IF_ALLOWED) {
      options.put("--tags", Choice.word(tags));
    }
    return options.buildOrThrow();
  }

  /**
   * Settings of the destination's store that the options make, by Hadoop's names.
   *
   * @throws ParameterException if the destination's store does not have them
   */
  public Map<String, String> storeSettings() {
    try {
      return callback.settings(destination.prefix().bucket());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Optional<String> summaryPath() {
    return shared.summaryPath();
  }

  @Override
  public List<String> paths() {
    return Stream.of(summaryPath(), runDirectory).flatMap(Optional::stream).toList();
  }

  private static final class IfExistsConverter extends Choice<IfExists> {
    IfExistsConverter() {
      super(List.of(IfExists.SKIP, IfExists.OVERWRITE, IfExists.FAIL));
    }
  }

  private static final class TagRuleConverter extends Choice<TagRule> {
    TagRuleConverter() {
      super(List.of(TagRule.REQUIRED, TagRule.IF_ALLOWED, TagRule.NONE));
    }
  }
}
