package org.bucketcopy.job.options;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.job.upload.ObjectAttributes;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectMetadata;
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

  @Option(names = "--cache-control", paramLabel = "TEXT", description = "Its Cache-Control.")
  private Optional<String> cacheControl = Optional.empty();

  @Option(
      names = "--content-disposition",
      paramLabel = "TEXT",
      description = "Its Content-Disposition.")
  private Optional<String> contentDisposition = Optional.empty();

  @Option(names = "--content-encoding", paramLabel = "TEXT", description = "Its Content-Encoding.")
  private Optional<String> contentEncoding = Optional.empty();

  @Option(names = "--content-language", paramLabel = "TEXT", description = "Its Content-Language.")
  private Optional<String> contentLanguage = Optional.empty();

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "Its Expires, such as \"Wed, 21 Oct 2026 07:28:00 GMT\".")
  private Optional<String> expires = Optional.empty();

  @Option(
      names = "--metadata",
      paramLabel = "NAME=VALUE",
      description = "User metadata of every object; repeatable.")
  private Map<String, String> metadata = new LinkedHashMap<>();

  @Option(
      names = "--tag",
      paramLabel = "NAME=VALUE",
      description = "A tag of every object; repeatable.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = "--storage-class",
      paramLabel = "NAME",
      description = "The storage class of every object, as the store spells it.")
  private Optional<String> storageClass = Optional.empty();

  @Option(
      names = "--preserve",
      paramLabel = "mtime",
      converter = PreserveConverter.class,
      description =
          "Keep the modification time of each file as user metadata mtime, as rclone writes it.")
  private List<Preserved> preserve = List.of();

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
    Map<ContentHeader, String> headers = new EnumMap<>(ContentHeader.class);
    boolean byName = contentType.equals(AUTO);
    if (!byName) {
      headers.put(ContentHeader.CONTENT_TYPE, contentType);
    }
    cacheControl.ifPresent(value -> headers.put(ContentHeader.CACHE_CONTROL, value));
    contentDisposition.ifPresent(value -> headers.put(ContentHeader.CONTENT_DISPOSITION, value));
    contentEncoding.ifPresent(value -> headers.put(ContentHeader.CONTENT_ENCODING, value));
    contentLanguage.ifPresent(value -> headers.put(ContentHeader.CONTENT_LANGUAGE, value));
    expires.ifPresent(value -> headers.put(ContentHeader.EXPIRES, value));
    return new ObjectAttributes(
        new ObjectMetadata(headers, metadata, tags, storageClass),
        byName,
        preserve.contains(Preserved.MTIME));
  }

  /** Those that are not the default, as a user writes them: a run is resumed under the same. */
  Map<String, String> planOptions() {
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    ObjectAttributes attributes = attributes();
    attributes.given().headers().forEach((header, value) -> options.put(optionOf(header), value));
    if (!metadata.isEmpty()) {
      options.put("--metadata", new TreeMap<>(metadata).toString());
    }
    if (!tags.isEmpty()) {
      options.put("--tag", new TreeMap<>(tags).toString());
    }
    storageClass.ifPresent(name -> options.put("--storage-class", name));
    if (attributes.mtime()) {
      options.put("--preserve", "mtime");
    }
    return options.buildOrThrow();
  }

  private static String optionOf(ContentHeader header) {
    return "--" + Ascii.toLowerCase(header.headerName());
  }
}
