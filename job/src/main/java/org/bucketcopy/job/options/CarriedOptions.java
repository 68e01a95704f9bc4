package org.bucketcopy.job.options;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectMetadata;
import picocli.CommandLine.Option;

/** What every object of a run carries, beside its type. */
final class CarriedOptions {
  @Option(
      names = "--cache-control",
      paramLabel = "TEXT",
      description = "The Cache-Control of every object.")
  private Optional<String> cacheControl = Optional.empty();

  @Option(
      names = "--content-disposition",
      paramLabel = "TEXT",
      description = "The Content-Disposition of every object.")
  private Optional<String> contentDisposition = Optional.empty();

  @Option(
      names = "--content-encoding",
      paramLabel = "TEXT",
      description = "The Content-Encoding of every object.")
  private Optional<String> contentEncoding = Optional.empty();

  @Option(
      names = "--content-language",
      paramLabel = "TEXT",
      description = "The Content-Language of every object.")
  private Optional<String> contentLanguage = Optional.empty();

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "The Expires of every object, such as \"Wed, 21 Oct 2026 07:28:00 GMT\".")
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

  /**
   * What the options give.
   *
   * @param contentType the type that every object gets, if there is one
   */
  ObjectMetadata metadata(Optional<String> contentType) {
    Map<ContentHeader, String> headers = new EnumMap<>(ContentHeader.class);
    contentType.ifPresent(value -> headers.put(ContentHeader.CONTENT_TYPE, value));
    cacheControl.ifPresent(value -> headers.put(ContentHeader.CACHE_CONTROL, value));
    contentDisposition.ifPresent(value -> headers.put(ContentHeader.CONTENT_DISPOSITION, value));
    contentEncoding.ifPresent(value -> headers.put(ContentHeader.CONTENT_ENCODING, value));
    contentLanguage.ifPresent(value -> headers.put(ContentHeader.CONTENT_LANGUAGE, value));
    expires.ifPresent(value -> headers.put(ContentHeader.EXPIRES, value));
    return new ObjectMetadata(headers, metadata, tags, storageClass);
  }

  /** Those that give something, as a user writes them: a run is resumed under the same. */
  static Map<String, String> planOptions(ObjectMetadata given) {
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    given.headers().forEach((header, value) -> options.put(optionOf(header), value));
    if (!given.user().isEmpty()) {
      options.put("--metadata", new TreeMap<>(given.user()).toString());
    }
    if (!given.tags().isEmpty()) {
      options.put("--tag", new TreeMap<>(given.tags()).toString());
    }
    given.storageClass().ifPresent(name -> options.put("--storage-class", name));
    return options.buildOrThrow();
  }

  private static String optionOf(ContentHeader header) {
    return "--" + Ascii.toLowerCase(header.headerName());
  }
}
