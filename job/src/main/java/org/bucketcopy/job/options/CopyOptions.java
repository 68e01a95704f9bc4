package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.copy.CopySettings.MetadataRules;
import org.bucketcopy.job.manifest.ManifestSettings;
import org.bucketcopy.job.run.Ends;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.RouteRule;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.KeyMapping;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From where to where is copied, and what each copy carries. */
final class CopyOptions {
  @Option(
      names = "--source",
      required = true,
      paramLabel = "URI",
      converter = StoreUri.AnyConverter.class,
      description =
          "What to copy: s3://bucket/ or s3://bucket/prefix/, or s3://bucket/key for a single"
              + " object.")
  private StoreUri source;

  @Option(
      names = "--destination",
      required = true,
      paramLabel = "URI",
      converter = StoreUri.AnyConverter.class,
      description =
          "Where to copy it: a single object to s3://bucket/key, or under its own name to"
              + " s3://bucket/prefix/.")
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
      names = "--storage-class-map",
      paramLabel = "FROM=TO",
      description =
          "The storage class TO for every copy of an object in FROM, each as its store spells it;"
              + " repeatable (default: the same, or the equivalent where the stores differ).")
  private Map<String, String> storageClasses = new LinkedHashMap<>();

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description =
          "The Content-Type of every copy (default: that of its source, as with all that follow).")
  private Optional<String> contentType = Optional.empty();

  @Mixin private CarriedOptions carried = new CarriedOptions();

  /** From where to where. */
  Ends ends(String command) {
    return new Ends(command, source.prefix().uri(), destination.prefix());
  }

  /** The bucket to copy from. */
  Bucket from() {
    return source.prefix().bucket();
  }

  /** The bucket to copy to. */
  Bucket to() {
    return destination.prefix().bucket();
  }

  /**
   * The settings that the options make.
   *
   * @param route which way the copies go
   * @param manifest what names the objects, if anything does
   * @param transfer what is common to all transfers
   * @throws IllegalArgumentException if they contradict each other
   */
  CopySettings settings(
      RouteRule route, Optional<ManifestSettings> manifest, TransferSettings transfer) {
    KeyMapping mapping = KeyMapping.named(source.prefix(), destination.prefix());
    return new CopySettings(
        mapping,
        new MetadataRules(tags, given(), storageClasses()),
        route,
        manifest,
        mapping.object().isPresent() || manifest.isPresent() ? transfer : transfer.narrowed());
  }

  private Map<String, String> storageClasses() {
    ObjectMetadata given = given();
    checkArgument(
        storageClasses.isEmpty() || given.storageClass().isEmpty(),
        "--storage-class and --storage-class-map exclude each other");
    Map<String, String> classes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    storageClasses.forEach(
        (from, to) -> {
          checkArgument(!from.isBlank() && !to.isBlank(), "--storage-class-map needs FROM=TO");
          checkArgument(
              classes.put(from, to) == null, "--storage-class-map names \"%s\" twice", from);
        });
    return classes;
  }

  private ObjectMetadata given() {
    checkArgument(
        contentType.filter("auto"::equals).isEmpty(),
        "--content-type auto is for upload: a copy has the type of its source");
    return carried.metadata(contentType);
  }

  /**
   * Those that decide what is copied, as a user writes them. Runs that were started before there
   * was an option are resumed with its default.
   */
  Map<String, String> planOptions() {
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    options.putAll(CarriedOptions.planOptions(given()));
    if (tags != TagRule.IF_ALLOWED) {
      options.put("--tags", Choice.word(tags));
    }
    if (!storageClasses.isEmpty()) {
      options.put("--storage-class-map", storageClasses().toString());
    }
    return options.buildOrThrow();
  }

  private static final class TagRuleConverter extends Choice<TagRule> {
    TagRuleConverter() {
      super(List.of(TagRule.REQUIRED, TagRule.IF_ALLOWED, TagRule.NONE));
    }
  }
}
