package org.bucketcopy.job.stores.bos;

import com.baidubce.util.HttpUtils;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bucketcopy.job.stores.CarriedHeaders;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.ObjectCopy;

/** What an object carries, as headers of a request and from those of a HEAD. */
final class BosHeaders {
  static final String IF_MATCH = "x-bce-copy-source-if-match";
  static final String USER_PREFIX = "x-bce-meta-";

  private static final String STORAGE_CLASS = "x-bce-storage-class";
  private static final String TAGGING = "x-bce-tagging";
  private static final String REPLACE = "replace";

  private BosHeaders() {}

  /**
   * All that an upload is started with. Without a type the SDK would guess one from the key.
   *
   * @throws IllegalArgumentException if a header cannot have such a name or value
   */
  static Map<String, String> ofUpload(ObjectMetadata metadata) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ContentHeader.CONTENT_TYPE.headerName(), "application/octet-stream");
    metadata.headers().forEach((header, value) -> headers.put(header.headerName(), value));
    metadata.storageClass().ifPresent(name -> headers.put(STORAGE_CLASS, name));
    if (!metadata.tags().isEmpty()) {
      headers.put(TAGGING, tagging(metadata.tags()));
    }
    headers.putAll(ofUser(metadata));
    return headers;
  }

  /**
   * The headers by which CopyObject says what the copy carries beside its storage class.
   *
   * @throws IllegalArgumentException if a header cannot have such a name or value
   */
  static Map<String, String> of(ObjectCopy copy) {
    Map<String, String> headers = new LinkedHashMap<>();
    copy.metadata()
        .ifPresent(
            given -> {
              headers.put("x-bce-metadata-directive", REPLACE);
              headers.putAll(ofUpload(given.withTags(Map.of()).withStorageClass(Optional.empty())));
            });
    Optional<Map<String, String>> tags = copy.tags();
    headers.put("x-bce-tagging-directive", tags.isPresent() ? REPLACE : "copy");
    tags.filter(some -> !some.isEmpty()).ifPresent(some -> headers.put(TAGGING, tagging(some)));
    return headers;
  }

  /**
   * User metadata alone, which completing an upload asks for again.
   *
   * @throws IllegalArgumentException if a header cannot have such a name or value
   */
  static Map<String, String> ofUser(ObjectMetadata metadata) {
    CarriedHeaders.check(metadata);
    Map<String, String> headers = new LinkedHashMap<>();
    metadata.user().forEach((name, value) -> headers.put(USER_PREFIX + name, value));
    return headers;
  }

  /** Tags as one header: {@code name=value&...}, each percent-encoded. */
  static String tagging(Map<String, String> tags) {
    StringBuilder text = new StringBuilder();
    tags.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&")
                .append(HttpUtils.normalize(name))
                .append('=')
                .append(HttpUtils.normalize(value)));
    return text.toString();
  }

  /**
   * What a HEAD says about an object.
   *
   * @param identity what it says about the object's state
   */
  static ObjectInfo info(BosHead head, ObjectIdentity identity) {
    return new ObjectInfo(
        identity,
        head.headers().metadata(head.header(STORAGE_CLASS)),
        traits(head),
        checksums(head));
  }

  /** Names as the SDKs for Go and Java have them. */
  private static ContentChecksums checksums(BosHead head) {
    return ContentChecksums.of(
        Stream.of(
                decimal(head, "x-bce-content-crc64ecma", ChecksumAlgorithm.CRC64_ECMA),
                decimal(head, "x-bce-content-crc32c", ChecksumAlgorithm.CRC32C),
                decimal(head, "x-bce-content-crc32", ChecksumAlgorithm.CRC32),
                head.header("Content-MD5")
                    .flatMap(text -> Checksum.base64(ChecksumAlgorithm.MD5, text)))
            .flatMap(Optional::stream));
  }

  private static Optional<Checksum> decimal(
      BosHead head, String header, ChecksumAlgorithm algorithm) {
    return head.header(header).flatMap(text -> Checksum.decimal(algorithm, text));
  }

  /** Epoch milliseconds of a date in a header. */
  static Optional<Long> millis(String date) {
    try {
      ZonedDateTime time = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(time.toInstant().toEpochMilli());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Set<ObjectTrait> traits(BosHead head) {
    Set<ObjectTrait> traits = EnumSet.noneOf(ObjectTrait.class);
    if (!head.headers().isReadable()) {
      traits.add(ObjectTrait.UNREADABLE_METADATA);
    }
    String type = head.header("x-bce-object-type").orElse("").toLowerCase(Locale.ROOT);
    if (type.equals("appendable")) {
      traits.add(ObjectTrait.APPENDABLE);
    }
    if (type.equals("symlink")) {
      traits.add(ObjectTrait.SYMLINK);
    }
    boolean archive = head.header(STORAGE_CLASS).filter(c -> c.endsWith("ARCHIVE")).isPresent();
    boolean restored =
        head.header("x-bce-restore")
            .filter(r -> r.contains("ongoing-request=\"false\""))
            .isPresent();
    if (archive && !restored) {
      traits.add(ObjectTrait.ARCHIVED);
    }
    return traits;
  }
}
