package org.bucketcopy.job.servers.bos;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object that the server holds.
 *
 * @param content its bytes
 * @param etag without quotes
 * @param carried what it carries
 * @param modified in whole seconds
 * @param more headers of its HEAD that nothing else makes, such as {@code x-bce-object-type}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BosObject(
    byte[] content, String etag, Carried carried, Instant modified, Map<String, String> more) {

  /**
   * What an object carries.
   *
   * @param headers content headers by name
   * @param user user metadata as it is in headers, by name without {@code x-bce-meta-}
   * @param tags object tags
   * @param storageClass {@code STANDARD} and the like
   */
  record Carried(
      Map<String, String> headers,
      Map<String, String> user,
      Map<String, String> tags,
      String storageClass) {
    Carried {
      headers = ImmutableMap.copyOf(headers);
      user = ImmutableMap.copyOf(user);
      tags = ImmutableMap.copyOf(tags);
    }

    Carried withUser(Map<String, String> other) {
      return new Carried(headers, other, tags, storageClass);
    }

    Carried withTags(Map<String, String> other) {
      return new Carried(headers, user, other, storageClass);
    }

    Carried withStorageClass(String other) {
      return new Carried(headers, user, tags, other);
    }
  }

  /** An object that was put whole: its ETag is the md5 of its bytes. */
  static BosObject of(byte[] content, Carried carried) {
    return new BosObject(content, md5(content), carried, now(), Map.of());
  }

  @SuppressWarnings("deprecation") // BOS's ETags are md5
  static String md5(byte[] content) {
    return Hashing.md5().hashBytes(content).toString();
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  BosObject with(Carried other) {
    return new BosObject(content, etag, other, modified, more);
  }

  BosObject withMore(Map<String, String> headers) {
    return new BosObject(content, etag, carried, modified, headers);
  }

  BosObject modifiedAt(Instant time) {
    return new BosObject(content, etag, carried, time.truncatedTo(ChronoUnit.SECONDS), more);
  }

  /** Whether part copies may read it. */
  boolean isAppendable() {
    return "Appendable".equals(more.get("x-bce-object-type"));
  }

  /** Whether it cannot be read now. */
  boolean isFrozen() {
    return carried.storageClass().endsWith("ARCHIVE")
        && !more.getOrDefault("x-bce-restore", "").contains("\"false\"");
  }

  /** Whether it is the one of a condition, quoted or not. */
  boolean isTagged(String tag) {
    return tag.replace("\"", "").equalsIgnoreCase(etag);
  }

  HttpAnswer whole() {
    return new HttpAnswer(200, head().headers(), content, HttpAnswer.Framing.LENGTH);
  }

  HttpAnswer head() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Length", Integer.toString(content.length));
    headers.put("Content-Type", "application/octet-stream");
    headers.putAll(carried.headers());
    headers.put("ETag", '"' + etag + '"');
    headers.put(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atZone(ZoneOffset.UTC)));
    headers.put("x-bce-storage-class", carried.storageClass());
    headers.put("x-bce-object-type", "Normal");
    headers.put("x-bce-content-crc32", Hashing.crc32().hashBytes(content).padToLong() + "");
    headers.putAll(more);
    carried.user().forEach((name, value) -> headers.put("x-bce-meta-" + name, value));
    return new HttpAnswer(200, headers, new byte[0], HttpAnswer.Framing.LENGTH);
  }
}
