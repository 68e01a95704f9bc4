package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.utils.HttpUtils;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectTrait;

/** What an object carries, as headers of OSS. */
final class OssHeaders {
  static final String VERSION_ID = "x-oss-version-id";
  static final String CRC64 = "x-oss-hash-crc64ecma";
  static final String STORAGE_CLASS = "x-oss-storage-class";
  static final String ENCRYPTION = "x-oss-server-side-encryption";
  private static final String USER_PREFIX = "x-oss-meta-";

  /** Classes that must be restored first (alibabacloud.com/help/en/oss, RestoreObject). */
  private static final Set<String> ARCHIVES = Set.of("Archive", "ColdArchive", "DeepColdArchive");

  private OssHeaders() {}

  /**
   * The headers that give an upload its metadata.
   *
   * @throws IllegalArgumentException if a value cannot be sent, see the package's comment
   */
  static Map<String, String> of(ObjectMetadata metadata) {
    Map<String, String> headers = new LinkedHashMap<>();
    metadata.headers().forEach((header, value) -> headers.put(header.headerName(), value));
    metadata.user().forEach((name, value) -> headers.put(USER_PREFIX + name, value));
    metadata.storageClass().ifPresent(value -> headers.put(STORAGE_CLASS, value));
    if (!metadata.tags().isEmpty()) {
      headers.put("x-oss-tagging", query(metadata.tags()));
    }
    headers.forEach(OssHeaders::checkSendable);
    return headers;
  }

  /**
   * What the answer to a HEAD tells.
   *
   * @throws RuntimeException if it does not tell the length, the ETag or the time
   */
  static ObjectInfo info(OssAnswer answer) {
    Map<ContentHeader, String> content = new LinkedHashMap<>();
    for (ContentHeader header : ContentHeader.values()) {
      answer.header(header.headerName()).ifPresent(value -> content.put(header, value));
    }
    Map<String, String> user = userMetadata(answer);
    Set<ObjectTrait> traits = traits(answer);
    if (!content.values().stream().allMatch(OssHeaders::sendable)
        || !user.values().stream().allMatch(OssHeaders::sendable)) {
      traits.add(ObjectTrait.UNREADABLE_METADATA);
    }
    ObjectMetadata metadata =
        new ObjectMetadata(
            onlySendable(content),
            onlySendable(user),
            ImmutableMap.of(),
            answer.header(STORAGE_CLASS));
    return new ObjectInfo(identity(answer), metadata, traits, answer.header(CRC64));
  }

  private static ObjectIdentity identity(OssAnswer answer) {
    return new ObjectIdentity(
        ETag.of(answer.required("ETag")),
        answer.header(VERSION_ID),
        Long.parseLong(answer.required("Content-Length")),
        ZonedDateTime.parse(answer.required("Last-Modified"), DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant()
            .toEpochMilli());
  }

  private static Map<String, String> userMetadata(OssAnswer answer) {
    Map<String, String> user = new LinkedHashMap<>();
    answer
        .headers()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith(USER_PREFIX)) {
                user.put(lower.substring(USER_PREFIX.length()), value);
              }
            });
    return user;
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

  private static <K> Map<K, String> onlySendable(Map<K, String> values) {
    return values.entrySet().stream()
        .filter(entry -> sendable(entry.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String query(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> HttpUtils.urlEncode(tag.getKey()) + "=" + HttpUtils.urlEncode(tag.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static boolean sendable(String value) {
    return CharMatcher.inRange(' ', '~').matchesAllOf(value);
  }

  private static void checkSendable(String name, String value) {
    if (!sendable(value)) {
      throw new IllegalArgumentException("OSS cannot be given a " + name + " beyond plain ASCII");
    }
  }
}
