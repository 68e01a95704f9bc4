package org.bucketcopy.job.servers.oss;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.HeaderBytes;

/**
 * An object.
 *
 * @param content its bytes
 * @param etag without quotes
 * @param type {@code Normal}, {@code Multipart}, {@code Appendable} or {@code Symlink}
 * @param storageClass {@code Standard} and the like
 * @param headers content headers and {@code x-oss-meta-*}, by lower-case name, a character of their
 *     values for each byte
 * @param tags its tags
 * @param modified when it was made
 */
public record OssObject(
    Content content,
    String etag,
    String type,
    String storageClass,
    Map<String, String> headers,
    Map<String, String> tags,
    Instant modified) {
  private static final String USER = "x-oss-meta-";

  public OssObject {
    headers = ImmutableMap.copyOf(headers);
    tags = ImmutableMap.copyOf(tags);
  }

  /** Content headers by lower-case name. */
  public Map<String, String> contentHeaders() {
    return Maps.transformValues(
        Maps.filterKeys(headers, name -> !name.startsWith("x-oss-")), HeaderBytes::text);
  }

  /** User metadata by name, without {@code x-oss-meta-}. */
  public Map<String, String> userMetadata() {
    ImmutableMap.Builder<String, String> user = ImmutableMap.builder();
    Maps.filterKeys(headers, name -> name.startsWith(USER))
        .forEach((name, value) -> user.put(name.substring(USER.length()), HeaderBytes.text(value)));
    return user.buildOrThrow();
  }

  static OssObject normal(Content content, Map<String, String> headers, String storageClass) {
    return new OssObject(
        content, content.md5(), "Normal", storageClass, headers, Map.of(), Instant.now());
  }

  /** The same as another type of object. */
  public OssObject ofType(String newType) {
    return new OssObject(content, etag, newType, storageClass, headers, tags, modified);
  }

  OssObject withHeaders(Map<String, String> newHeaders) {
    return new OssObject(content, etag, type, storageClass, newHeaders, tags, modified);
  }

  OssObject withTags(Map<String, String> newTags) {
    return new OssObject(content, etag, type, storageClass, headers, newTags, modified);
  }

  OssObject modifiedAt(Instant time) {
    return new OssObject(content, etag, type, storageClass, headers, tags, time);
  }

  /** What CopyObject makes of it: all but the storage class is the source's. */
  OssObject copiedAs(Optional<String> newClass) {
    String copiedType = type.equals("Symlink") ? type : "Normal";
    return new OssObject(
        content, etag, copiedType, newClass.orElse("Standard"), headers, tags, Instant.now());
  }

  boolean archived() {
    return storageClass.endsWith("Archive") && !headers.containsKey("x-oss-restore");
  }
}
