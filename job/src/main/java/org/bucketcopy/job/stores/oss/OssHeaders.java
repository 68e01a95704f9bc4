package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.utils.HttpUtils;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bucketcopy.job.stores.CarriedHeaders;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.ObjectCopy;

/** What an object carries, as headers of OSS. */
final class OssHeaders {
  static final String VERSION_ID = "x-oss-version-id";
  static final String CRC64 = "x-oss-hash-crc64ecma";
  static final String STORAGE_CLASS = "x-oss-storage-class";
  static final String ENCRYPTION = "x-oss-server-side-encryption";
  private static final String USER_PREFIX = "x-oss-meta-";
  private static final String TAGGING = "x-oss-tagging";

  /** Classes that must be restored first (alibabacloud.com/help/en/oss, RestoreObject). */
  private static final Set<String> ARCHIVES = Set.of("Archive", "ColdArchive", "DeepColdArchive");

  private OssHeaders() {}

  /**
   * The headers that give an upload its metadata.
   *
   * @throws IllegalArgumentException if a header cannot have such a name or value
   */
  static Map<String, String> of(ObjectMetadata metadata) {
    CarriedHeaders.check(metadata);
    Map<String, String> headers = new LinkedHashMap<>();
    metadata.headers().forEach((header, value) -> headers.put(header.headerName(), value));
    metadata.user().forEach((name, value) -> headers.put(USER_PREFIX + name, value));
    metadata.storageClass().ifPresent(value -> headers.put(STORAGE_CLASS, value));
    if (!metadata.tags().isEmpty()) {
      headers.put(TAGGING, query(metadata.tags()));
    }
    return headers;
  }

  /**
   * The headers by which CopyObject says what the copy carries.
   *
   * @throws IllegalArgumentException if a header cannot have such a name or value
   */
  static Map<String, String> of(ObjectCopy copy) {
    Map<String, String> headers = new LinkedHashMap<>();
    copy.metadata()
        .ifPresent(
            given -> {
              headers.put("x-oss-metadata-directive", "REPLACE");
              headers.putAll(of(given.withTags(Map.of()).withStorageClass(Optional.empty())));
            });
    copy.storageClass().ifPresent(name -> headers.put(STORAGE_CLASS, name));
    copy.tags()
        .ifPresent(
            tags -> {
              headers.put("x-oss-tagging-directive", "Replace");
              if (!tags.isEmpty()) {
                headers.put(TAGGING, query(tags));
              }
            });
    return headers;
  }

  /**
   * What the answer to a HEAD says.
   *
   * @param size the object's length in bytes
   */
  static ObjectInfo info(OssHead head, long size) {
    OssAnswer answer = head.answer();
    CarriedHeaders carried = carried();
    answer.headers().forEach(carried::add);
    Set<ObjectTrait> traits = traits(answer);
    if (!carried.isReadable()) {
      traits.add(ObjectTrait.UNREADABLE_METADATA);
    }
    ObjectMetadata metadata = carried.metadata(answer.header(STORAGE_CLASS));
    ObjectIdentity identity =
        new ObjectIdentity(head.etag(), answer.header(VERSION_ID), size, head.modified());
    return new ObjectInfo(identity, metadata, traits, checksums(answer));
  }

  /** Those of the content of an object that an answer has. */
  static ContentChecksums checksums(OssAnswer answer) {
    return ContentChecksums.of(
        answer.header(CRC64).flatMap(text -> Checksum.decimal(ChecksumAlgorithm.CRC64_ECMA, text)));
  }

  /** Epoch milliseconds of a date in a header. */
  static long millis(String date) {
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant()
        .toEpochMilli();
  }

  /** Takes the lines of an answer. */
  static CarriedHeaders carried() {
    return new CarriedHeaders(USER_PREFIX);
  }

  private static Set<ObjectTrait> traits(OssAnswer answer) {
    Set<ObjectTrait> traits = EnumSet.noneOf(ObjectTrait.class);
    String type = answer.header("x-oss-object-type").orElse("Normal");
    if (type.equals("Appendable")) {
      traits.add(ObjectTrait.APPENDABLE);
    }
    if (answer.header(ENCRYPTION).filter("KMS"::equals).isPresent()) {
      traits.add(ObjectTrait.KEY_OF_SERVICE);
    }
    if (type.equals("Symlink")) {
      traits.add(ObjectTrait.SYMLINK);
    }
    boolean restored =
        answer
            .header("x-oss-restore")
            .filter(state -> state.contains("ongoing-request=\"false\""))
            .isPresent();
    if (answer.header(STORAGE_CLASS).filter(ARCHIVES::contains).isPresent() && !restored) {
      traits.add(ObjectTrait.ARCHIVED);
    }
    return traits;
  }

  private static String query(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> HttpUtils.urlEncode(tag.getKey()) + "=" + HttpUtils.urlEncode(tag.getValue()))
        .collect(Collectors.joining("&"));
  }
}
