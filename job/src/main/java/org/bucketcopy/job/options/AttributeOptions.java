package org.bucketcopy.job.options;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.upload.ObjectAttributes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What goes with the objects of uploaded files. */
final class AttributeOptions {
  private static final String AUTO = "auto";

  @Option(
      names = "--content-type",
      paramLabel = "TYPE|auto",
      defaultValue = AUTO,
      description =
          "The Content-Type of every object; auto: by the name of each file, and none where the"
              + " name does not say (default: ${DEFAULT-VALUE}).")
  private String contentType;

  @Option(
      names = "--preserve",
      paramLabel = "mtime",
      converter = PreserveConverter.class,
      description =
          "Keep the modification time of each file as user metadata mtime, as rclone writes it.")
  private List<Preserved> preserve = List.of();

  @Mixin private CarriedOptions carried = new CarriedOptions();

  /** What of a file is kept. */
  private enum Preserved {
    MTIME
  }

  private static final class PreserveConverter extends Choice<Preserved> {
    PreserveConverter() {
      super(List.of(Preserved.MTIME));
    }
  }

  /**
   * What the options make.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  ObjectAttributes attributes() {
    boolean byName = contentType.equals(AUTO);
    return new ObjectAttributes(
        carried.metadata(Optional.of(contentType).filter(type -> !byName)),
        byName,
        preserve.contains(Preserved.MTIME));
  }

  /** Those that are not the default, as a user writes them: a run is resumed under the same. */
  Map<String, String> planOptions() {
    ObjectAttributes attributes = attributes();
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    options.putAll(CarriedOptions.planOptions(attributes.given()));
    if (attributes.mtime()) {
      options.put("--preserve", "mtime");
    }
    return options.buildOrThrow();
  }
}
