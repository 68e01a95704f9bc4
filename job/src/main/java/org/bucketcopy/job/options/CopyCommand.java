package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.copy.ObjectSource;
import org.bucketcopy.job.report.ProgressMode;
import org.bucketcopy.job.run.Ends;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.thread.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code copy}: copies all objects under a prefix to another prefix, server-side. */
@Command(
    name = "copy",
    description = "Copies all objects under a prefix to another prefix, server-side.",
    sortOptions = false)
public final class CopyCommand implements TransferCommand {
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
      names = "--content-type",
      paramLabel = "TYPE",
      description =
          "The Content-Type of every copy (default: that of its source, as with all that follow).")
  private Optional<String> contentType = Optional.empty();

  @Mixin private CarriedOptions carried = new CarriedOptions();

  @Mixin private TransferOptions transfer = new TransferOptions();

  @Override
  public TransferSettings settings() {
    return copySettings().transfer();
  }

  @Override
  public ObjectSource source(Configuration configuration, Machine machine) {
    return new ObjectSource(copySettings());
  }

  private CopySettings copySettings() {
    KeyMapping mapping = new KeyMapping(source.prefix(), destination.prefix());
    Ends ends = new Ends("copy", source.prefix().uri(), destination.prefix());
    return transfer.checked(
        () ->
            new CopySettings(
                mapping,
                tags,
                given(),
                transfer.settings(ends, planOptions(given()), /* maxBytesPerSecond= */ 0)));
  }

  private ObjectMetadata given() {
    checkArgument(
        contentType.filter("auto"::equals).isEmpty(),
        "--content-type auto is for upload: a copy has the type of its source");
    return carried.metadata(contentType);
  }

  /** Runs that were started before there was an option are resumed with its default. */
  private Map<String, String> planOptions(ObjectMetadata given) {
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    options.putAll(CarriedOptions.planOptions(given));
    if (tags != TagRule.IF_ALLOWED) {
      options.put("--tags", Choice.word(tags));
    }
    return options.buildOrThrow();
  }

  @Override
  public Map<String, String> storeSettings() {
    return transfer.storeSettings(List.of(source.prefix().bucket()), destination.prefix().bucket());
  }

  @Override
  public Optional<String> summaryPath() {
    return transfer.summaryPath();
  }

  @Override
  public Optional<ProgressMode> progress() {
    return transfer.progress();
  }

  @Override
  public List<String> paths() {
    return transfer.paths();
  }

  private static final class TagRuleConverter extends Choice<TagRule> {
    TagRuleConverter() {
      super(List.of(TagRule.REQUIRED, TagRule.IF_ALLOWED, TagRule.NONE));
    }
  }
}
